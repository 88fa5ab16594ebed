import {
  TOKEN_ENDPOINT_AUTH_METHODS,
  type AppType,
  type CreateClient,
  type RegistrationPolicy,
  type TokenEndpointAuthMethod,
} from '@consentry/contract';
import { isPublicAppType } from '../clients/client-defaults.ts';
import { securityOfRegistration } from './registrable-security.ts';
import { usableContacts, type RegistrationMetadata } from './registration-metadata.ts';
import { RegistrationRefused } from './registration-refused.ts';

/** The settings that follow from client metadata; the rest is the default of an application of this type. */
export interface RegisteredClient {
  settings: Omit<CreateClient, 'client_id'>;
  registered_metadata: Record<string, unknown>;
}

const OFFERED_GRANT_TYPES = ['authorization_code', 'refresh_token'] as const;

/** What only the client says of itself, and nobody has checked. */
const CLAIMED = ['logo_uri', 'software_id', 'software_version'] as const;

/** Brings client metadata (RFC 7591 §2) into the form of our own clients. Throws `RegistrationRefused`. */
export function registeredClient(
  metadata: RegistrationMetadata,
  ceiling: Pick<RegistrationPolicy, 'scopes' | 'resource_scopes'>,
): RegisteredClient {
  assertCodeFlow(metadata);
  const method = authMethodOf(metadata);
  const appType = appTypeOf(metadata, method);
  return {
    settings: {
      ...descriptionOf(metadata),
      app_type: appType,
      party: 'third_party',
      redirect_uris: metadata.redirect_uris ?? [],
      post_logout_redirect_uris: metadata.post_logout_redirect_uris ?? [],
      backchannel_logout_uri: metadata.backchannel_logout_uri ?? null,
      backchannel_logout_session_required: metadata.backchannel_logout_session_required ?? false,
      grant_types: OFFERED_GRANT_TYPES.filter((type) => metadata.grant_types?.includes(type) ?? true),
      pkce: isPublicAppType(appType) ? 'required' : 'required_unless_nonce',
      scopes: ceiling.scopes,
      resource_scopes: ceiling.resource_scopes,
      id_token_signed_response_alg: metadata.id_token_signed_response_alg ?? 'RS256',
      ...securityOfRegistration(metadata),
      subject_type: metadata.subject_type ?? 'public',
      sector_identifier_uri: metadata.sector_identifier_uri ?? null,
      token_endpoint_auth_method: method,
      token_endpoint_auth_signing_alg: metadata.token_endpoint_auth_signing_alg ?? null,
      jwks: metadata.jwks ?? null,
      jwks_uri: metadata.jwks_uri ?? null,
    },
    registered_metadata: Object.fromEntries(CLAIMED.filter((name) => metadata[name] !== undefined).map((name) => [name, metadata[name]])),
  };
}

function descriptionOf(metadata: RegistrationMetadata) {
  return {
    name: metadata.client_name ?? hostOf(metadata) ?? 'Unnamed application',
    description: '',
    client_uri: metadata.client_uri ?? null,
    tos_uri: metadata.tos_uri ?? null,
    policy_uri: metadata.policy_uri ?? null,
    contacts: usableContacts(metadata),
  };
}

function assertCodeFlow({ redirect_uris, grant_types, response_types }: RegistrationMetadata): void {
  if (redirect_uris === undefined || redirect_uris.length === 0)
    throw new RegistrationRefused('invalid_redirect_uri', 'redirect_uris is missing; send at least one redirect URI');
  if (grant_types !== undefined && !grant_types.includes('authorization_code'))
    throw new RegistrationRefused(
      'invalid_client_metadata',
      `grant_types must include “authorization_code”; of ${OFFERED_GRANT_TYPES.join(', ')} a client can register itself for both, and an operator makes clients of other kinds`,
    );
  const wrong = response_types?.find((type) => type !== 'code');
  if (wrong !== undefined)
    throw new RegistrationRefused('invalid_client_metadata', `response_types has “${wrong.slice(0, 64)}”; only “code” is offered`);
}

/** Missing means `client_secret_basic` (RFC 7591 §2). */
function authMethodOf({ token_endpoint_auth_method: sent = 'client_secret_basic' }: RegistrationMetadata): TokenEndpointAuthMethod {
  const method = TOKEN_ENDPOINT_AUTH_METHODS.find((offered) => offered === sent);
  if (method !== undefined) return method;
  throw new RegistrationRefused(
    'invalid_client_metadata',
    `token_endpoint_auth_method is “${sent}”; offered are ${TOKEN_ENDPOINT_AUTH_METHODS.join(', ')}`,
  );
}

/**
 * Public clients that say nothing else and are sent back to the device are native: agents and command lines register
 * without `application_type`, and use another port each time (RFC 8252 §7.3).
 */
function appTypeOf({ application_type, redirect_uris = [] }: RegistrationMetadata, method: TokenEndpointAuthMethod): AppType {
  if (application_type === 'native') return 'native';
  if (method !== 'none') return 'traditional_web';
  const onDevice = redirect_uris.some((uri) => !/^https:/i.test(uri));
  return application_type === undefined && onDevice ? 'native' : 'single_page';
}

function hostOf({ client_uri }: RegistrationMetadata): string | null {
  return client_uri === undefined ? null : new URL(client_uri).hostname;
}
