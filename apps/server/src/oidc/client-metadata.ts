import { derivedCorsOrigins, type AppType, type Party, type PkceRule, type SecurityProfile } from '@consentry/contract';
import type { AllClientMetadata, Client } from 'oidc-provider';
import { clientFace } from '../features/clients/client-face.ts';
import { clientIdentity, type ClientIdentity } from '../features/clients/client-identity.ts';
import type { ClientRow } from '../features/clients/client-store.ts';
import { takesSecret } from '../features/clients/takes-secret.ts';
import { isOptionalScope } from '../features/clients/is-optional-scope.ts';
import { sectorOf } from '../features/clients/sector-of.ts';
import { protocolMetadata } from './protocol-metadata.ts';

/** Our own members of a client beside the registered ones (RFC 7591 §2). The engine keeps them and looks at none. */
interface ClientPolicy {
  app_type: AppType;
  party: Party;
  pkce: PkceRule;
  disabled: boolean;
  security_profile: SecurityProfile;
  description: string;
  /** It registered itself, and nobody vouches for it. */
  quarantined: boolean;
  /** What consent was given to, of a client that can change itself (see client-face.ts). */
  face: string | null;
  /** Host of the metadata document that it is known by. */
  document_host: string | null;
  identity: ClientIdentity;
  ceiling: {
    scopes: readonly string[];
    resource_scopes: Readonly<Record<string, readonly string[]>>;
    management_scopes: readonly string[];
    authorization_details_types: readonly string[];
  };
  /** What a user may leave out at consent. */
  optional: { optional_scopes: readonly string[]; optional_resource_scopes: Readonly<Record<string, readonly string[]>> };
  id_token_scope_claims: boolean;
  access_token_format: 'opaque' | 'jwt';
  client_assertion_audience: 'issuer' | 'issuer_or_endpoint';
  /** Origins whose pages may call for the client. */
  origins: readonly string[];
  /** What pairwise subjects are derived from (OIDC Core §8.1). */
  sector: string;
  ttl_seconds: { access_token: number | null; id_token: number; refresh_token: number; refresh_token_idle: number };
  refresh_token_rotation: boolean;
  /** APIs that the client is itself. */
  serves_resources: readonly string[];
}

const POLICY = 'consentry_policy';

/** Names that the engine must let through in client metadata. */
export const EXTRA_CLIENT_PROPERTIES = [POLICY];

/** A stored client as the engine's metadata. */
export function clientMetadata(client: ClientRow): AllClientMetadata {
  return {
    client_id: client.client_id,
    client_name: client.name,
    application_type: client.app_type === 'native' ? 'native' : 'web',
    redirect_uris: client.redirect_uris,
    post_logout_redirect_uris: client.post_logout_redirect_uris,
    ...logoutMetadata(client),
    response_types: client.grant_types.includes('authorization_code') ? ['code'] : [],
    grant_types: client.grant_types,
    ...authenticationMetadata(client),
    ...subjectMetadata(client),
    id_token_signed_response_alg: client.id_token_signed_response_alg,
    ...protocolMetadata(client),
    [POLICY]: policyOf(client),
  };
}

function policyOf(client: ClientRow): ClientPolicy {
  return {
    app_type: client.app_type,
    party: client.party,
    pkce: client.pkce,
    disabled: client.disabled_at !== null,
    security_profile: client.security_profile,
    description: client.description,
    quarantined: client.quarantined,
    face: clientFace(client),
    document_host: client.origin === 'metadata_document' ? new URL(client.client_id).host : null,
    identity: clientIdentity(client),
    ceiling: {
      scopes: client.scopes,
      resource_scopes: client.resource_scopes,
      management_scopes: client.management_scopes,
      authorization_details_types: client.authorization_details_types,
    },
    optional: { optional_scopes: client.optional_scopes, optional_resource_scopes: client.optional_resource_scopes },
    id_token_scope_claims: client.id_token_scope_claims,
    access_token_format: client.access_token_format,
    client_assertion_audience: client.client_assertion_audience,
    origins: [...derivedCorsOrigins(client), ...client.cors_origins],
    sector: sectorOf(client),
    ttl_seconds: {
      access_token: client.access_token_ttl_seconds,
      id_token: client.id_token_ttl_seconds,
      refresh_token: client.refresh_token_ttl_seconds,
      refresh_token_idle: client.refresh_token_idle_ttl_seconds,
    },
    refresh_token_rotation: client.refresh_token_rotation,
    serves_resources: client.serves_resources,
  };
}

/** The engine wants one secret in clear; ours are several and hashed, and `compareClientSecret` is replaced (see provider.ts). */
function authenticationMetadata(client: ClientRow): AllClientMetadata {
  const { token_endpoint_auth_method: method, token_endpoint_auth_signing_alg: alg, jwks, jwks_uri } = client;
  return {
    token_endpoint_auth_method: method,
    ...(takesSecret(client) ? { client_secret: 'stored-as-hash' } : {}),
    ...(method === 'private_key_jwt' && alg !== null ? { token_endpoint_auth_signing_alg: alg } : {}),
    // The rules see to it that these are public keys (see client-key-rules.ts).
    ...(jwks === null ? {} : { jwks }),
    ...(jwks_uri === null ? {} : { jwks_uri }),
  };
}

function subjectMetadata(client: ClientRow): AllClientMetadata {
  const { subject_type, sector_identifier_uri } = client;
  return { subject_type, ...(subject_type === 'public' || sector_identifier_uri === null ? {} : { sector_identifier_uri }) };
}

/** With `session_required` the client's ID tokens carry `sid` (OIDC Back-Channel Logout §2.2). */
function logoutMetadata(client: ClientRow): Pick<AllClientMetadata, 'backchannel_logout_uri' | 'backchannel_logout_session_required'> {
  const { backchannel_logout_uri, backchannel_logout_session_required } = client;
  return backchannel_logout_uri === null ? {} : { backchannel_logout_uri, backchannel_logout_session_required };
}

export function clientPolicy(client: Client): ClientPolicy {
  // Every client comes from `clientMetadata`.
  return client[POLICY] as ClientPolicy;
}

/** For a request that is under way: from here on the client is what the row says. */
export function adoptPolicy(client: Client, row: ClientRow): void {
  client[POLICY] = policyOf(row);
}

export function isPublicClient(client: Client): boolean {
  return client.tokenEndpointAuthMethod === 'none';
}

/** Whether the rules of FAPI 2.0 hold for the client. */
export function isFapiClient(client: Client): boolean {
  return clientPolicy(client).security_profile !== 'standard';
}

/** Whether the client may have this scope now. A scope is the pair of resource and name; `null` is the provider itself. */
export function isInCeiling(client: Client, { resource, scope }: { resource: string | null; scope: string }): boolean {
  const { scopes, resource_scopes } = clientPolicy(client).ceiling;
  if (resource === null) return scopes.includes(scope);
  return Object.hasOwn(resource_scopes, resource) && (resource_scopes[resource]?.includes(scope) ?? false);
}

/** Whether a user may leave this scope out. */
export function isOptionalFor(client: Client, scope: { resource: string | null; scope: string }): boolean {
  return isOptionalScope(clientPolicy(client).optional, scope);
}
