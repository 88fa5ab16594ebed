import type {
  AppType,
  Client,
  ClientOrigin,
  ClientAssertionAlg,
  ClientJwks,
  ClientSecretMetadata,
  ClientSecurity,
  GrantType,
  LocalizedText,
  ManagementScope,
  Party,
  PkceRule,
  SigningAlg,
  StandardScope,
  SubjectType,
  TokenEndpointAuthMethod,
} from '@consentry/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../../context.ts';
import { selectSecretsOfClients } from './client-secret-store.ts';
import { logoPath } from './logo-path.ts';

export interface ClientRow extends ClientSecurity {
  client_id: string;
  name: string;
  description: string;
  app_type: AppType;
  party: Party;
  redirect_uris: string[];
  post_logout_redirect_uris: string[];
  backchannel_logout_uri: string | null;
  backchannel_logout_session_required: boolean;
  grant_types: GrantType[];
  /** APIs that the client is itself. */
  serves_resources: string[];
  token_endpoint_auth_method: TokenEndpointAuthMethod;
  token_endpoint_auth_signing_alg: ClientAssertionAlg | null;
  jwks: ClientJwks | null;
  jwks_uri: string | null;
  client_assertion_audience: 'issuer' | 'issuer_or_endpoint';
  cors_origins: string[];
  subject_type: SubjectType;
  sector_identifier_uri: string | null;
  pkce: PkceRule;
  scopes: StandardScope[];
  resource_scopes: Record<string, string[]>;
  /** What a user may leave out at consent; inside the ceiling. */
  optional_scopes: StandardScope[];
  optional_resource_scopes: Record<string, string[]>;
  /** Why the developer asks, by language. */
  scope_reasons: Partial<Record<StandardScope, LocalizedText>>;
  resource_scope_reasons: Record<string, Record<string, LocalizedText>>;
  /** Types of authorization details; the ceiling of them. */
  authorization_details_types: string[];
  publisher_name: string;
  publisher_verified: boolean;
  client_uri: string | null;
  tos_uri: string | null;
  policy_uri: string | null;
  contacts: string[];
  /** Names of the logos, which the logo verbs write. */
  logo_hash: string | null;
  logo_dark_hash: string | null;
  management_scopes: ManagementScope[];
  id_token_signed_response_alg: SigningAlg;
  id_token_scope_claims: boolean;
  access_token_format: 'opaque' | 'jwt';
  access_token_ttl_seconds: number | null;
  id_token_ttl_seconds: number;
  refresh_token_rotation: boolean;
  refresh_token_ttl_seconds: number;
  refresh_token_idle_ttl_seconds: number;
  disabled_at: Date | null;
  disabled_reason: string | null;
  /** When it was enabled again: what was issued before is worth nothing. */
  tokens_not_before: Date | null;
  origin: ClientOrigin;
  /** It registered itself, and nobody vouches for it. */
  quarantined: boolean;
  /** What it says of itself beyond its settings; unchecked. `null` for an operator's. */
  registered_metadata: Record<string, unknown> | null;
  last_used_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

/** Every column, as SQL takes it: a new member of a client is one line here. */
function columnsOf(client: ClientRow): Record<string, unknown> {
  return {
    name: client.name,
    description: client.description,
    party: client.party,
    redirect_uris: client.redirect_uris,
    post_logout_redirect_uris: client.post_logout_redirect_uris,
    backchannel_logout_uri: client.backchannel_logout_uri,
    backchannel_logout_session_required: client.backchannel_logout_session_required,
    grant_types: client.grant_types,
    serves_resources: client.serves_resources,
    token_endpoint_auth_method: client.token_endpoint_auth_method,
    token_endpoint_auth_signing_alg: client.token_endpoint_auth_signing_alg,
    jwks: jsonb(client.jwks),
    jwks_uri: client.jwks_uri,
    client_assertion_audience: client.client_assertion_audience,
    cors_origins: client.cors_origins,
    subject_type: client.subject_type,
    sector_identifier_uri: client.sector_identifier_uri,
    pkce: client.pkce,
    scopes: client.scopes,
    resource_scopes: jsonb(client.resource_scopes),
    optional_scopes: client.optional_scopes,
    optional_resource_scopes: jsonb(client.optional_resource_scopes),
    scope_reasons: jsonb(client.scope_reasons),
    resource_scope_reasons: jsonb(client.resource_scope_reasons),
    authorization_details_types: client.authorization_details_types,
    publisher_name: client.publisher_name,
    publisher_verified: client.publisher_verified,
    client_uri: client.client_uri,
    tos_uri: client.tos_uri,
    policy_uri: client.policy_uri,
    contacts: client.contacts,
    logo_hash: client.logo_hash,
    logo_dark_hash: client.logo_dark_hash,
    management_scopes: client.management_scopes,
    id_token_signed_response_alg: client.id_token_signed_response_alg,
    id_token_scope_claims: client.id_token_scope_claims,
    access_token_format: client.access_token_format,
    access_token_ttl_seconds: client.access_token_ttl_seconds,
    id_token_ttl_seconds: client.id_token_ttl_seconds,
    refresh_token_rotation: client.refresh_token_rotation,
    refresh_token_ttl_seconds: client.refresh_token_ttl_seconds,
    refresh_token_idle_ttl_seconds: client.refresh_token_idle_ttl_seconds,
    disabled_at: client.disabled_at,
    disabled_reason: client.disabled_reason,
    tokens_not_before: client.tokens_not_before,
    ...securityColumnsOf(client),
    origin: client.origin,
    quarantined: client.quarantined,
    registered_metadata: client.registered_metadata === null ? null : jsonb(client.registered_metadata),
    updated_at: client.updated_at,
  };
}

/** How the client asks and is answered. */
function securityColumnsOf(client: ClientRow): Record<keyof ClientSecurity, unknown> {
  return {
    security_profile: client.security_profile,
    require_pushed_authorization_requests: client.require_pushed_authorization_requests,
    require_signed_request_object: client.require_signed_request_object,
    request_object_signing_alg: client.request_object_signing_alg,
    response_modes: client.response_modes,
    authorization_signed_response_alg: client.authorization_signed_response_alg,
    authorization_encrypted_response_alg: client.authorization_encrypted_response_alg,
    authorization_encrypted_response_enc: client.authorization_encrypted_response_enc,
    id_token_encrypted_response_alg: client.id_token_encrypted_response_alg,
    id_token_encrypted_response_enc: client.id_token_encrypted_response_enc,
    userinfo_signed_response_alg: client.userinfo_signed_response_alg,
    userinfo_encrypted_response_alg: client.userinfo_encrypted_response_alg,
    userinfo_encrypted_response_enc: client.userinfo_encrypted_response_enc,
    introspection_signed_response_alg: client.introspection_signed_response_alg,
    introspection_encrypted_response_alg: client.introspection_encrypted_response_alg,
    introspection_encrypted_response_enc: client.introspection_encrypted_response_enc,
    default_max_age: client.default_max_age,
    require_auth_time: client.require_auth_time,
    initiate_login_uri: client.initiate_login_uri,
    dpop_bound_access_tokens: client.dpop_bound_access_tokens,
    tls_client_certificate_bound_access_tokens: client.tls_client_certificate_bound_access_tokens,
    tls_client_auth_subject_dn: client.tls_client_auth_subject_dn,
    tls_client_auth_san_dns: client.tls_client_auth_san_dns,
    tls_client_auth_san_uri: client.tls_client_auth_san_uri,
    tls_client_auth_san_ip: client.tls_client_auth_san_ip,
    tls_client_auth_san_email: client.tls_client_auth_san_email,
  };
}

/** Both engines take `jsonb` as text with a cast. */
function jsonb(value: unknown): RawBuilder<unknown> {
  return value === null ? sql`null` : sql`${JSON.stringify(value)}::jsonb`;
}

export async function insertClient(ctx: Context, client: ClientRow): Promise<void> {
  const { client_id, app_type, created_at } = client;
  const columns = { client_id, app_type, created_at, ...columnsOf(client) };
  await sql`
    insert into clients (${sql.join(Object.keys(columns).map((name) => sql.ref(name)))})
    values (${sql.join(Object.values(columns))})`.execute(ctx.db);
  await sql`insert into client_stats (client_id) values (${client_id})`.execute(ctx.db);
}

/** Writes everything that can change; `client_id` and `app_type` never do. */
export async function updateClientRow(ctx: Context, client: ClientRow): Promise<void> {
  const assignments = Object.entries(columnsOf(client)).map(([name, value]) => sql`${sql.ref(name)} = ${value}`);
  await sql`update clients set ${sql.join(assignments)} where client_id = ${client.client_id}`.execute(ctx.db);
}

export async function selectClient(ctx: Context, clientId: string): Promise<ClientRow | null> {
  const { rows } = await sql<ClientRow>`select * from clients where client_id = ${clientId}`.execute(ctx.db);
  return rows[0] ?? null;
}

/** Reads a client and locks the row until the transaction ends, so that two changes follow each other. */
export async function selectClientForUpdate(ctx: Context, clientId: string): Promise<ClientRow | null> {
  const { rows } = await sql<ClientRow>`select * from clients where client_id = ${clientId} for update`.execute(ctx.db);
  return rows[0] ?? null;
}

/** At most two: enough to know whether the match is the only one. */
export async function selectClientsByName(ctx: Context, match: { name: string; app_type: AppType; party: Party }): Promise<ClientRow[]> {
  const { rows } = await sql<ClientRow>`
    select * from clients where party = ${match.party} and app_type = ${match.app_type} and name = ${match.name} limit 2`.execute(ctx.db);
  return rows;
}

export async function deleteClientRow(ctx: Context, clientId: string): Promise<void> {
  await sql`delete from clients where client_id = ${clientId}`.execute(ctx.db);
}

/** Writes the time of use unless one stands there that is not older than `since`. */
export async function updateClientUse(ctx: Context, use: { client_id: string; since: Date }): Promise<void> {
  await sql`
    update clients set last_used_at = ${ctx.clock.now()}
    where client_id = ${use.client_id} and (last_used_at is null or last_used_at <= ${use.since})`.execute(ctx.db);
}

/** Clients in quarantine, and those that are no more than a copy of a document, that nobody has used since and that no user has a grant with. */
export async function selectIdleClientIds(ctx: Context, idle: { since: Date; limit: number }): Promise<string[]> {
  const { rows } = await sql<{ client_id: string }>`
    select c.client_id from clients c
    where c.origin <> 'operator' and (c.quarantined or c.origin = 'metadata_document') and c.created_at <= ${idle.since} and (c.last_used_at is null or c.last_used_at <= ${idle.since})
      and not exists (select from grants g where g.client_id = c.client_id and g.revoked_at is null)
    order by c.created_at limit ${idle.limit}`.execute(ctx.db);
  return rows.map((row) => row.client_id);
}

export async function removeResourceFromClients(ctx: Context, resource: string): Promise<string[]> {
  const { rows } = await sql<{ client_id: string }>`
    update clients set resource_scopes = resource_scopes - ${resource}::text,
      optional_resource_scopes = optional_resource_scopes - ${resource}::text,
      resource_scope_reasons = resource_scope_reasons - ${resource}::text,
      serves_resources = array_remove(serves_resources, ${resource}::text), updated_at = ${ctx.clock.now()}
    where jsonb_exists(resource_scopes, ${resource}) or ${resource}::text = any(serves_resources) returning client_id`.execute(ctx.db);
  return rows.map((row) => row.client_id);
}

export async function removeScopesFromSelfRegistered(ctx: Context, scopes: RemovedScopes): Promise<string[]> {
  const { rows } = await sql<{ client_id: string }>`
    update clients set resource_scopes = ${withoutScopes('resource_scopes', scopes)},
      optional_resource_scopes = ${withoutScopes('optional_resource_scopes', scopes)},
      resource_scope_reasons = ${withoutScopes('resource_scope_reasons', scopes)}, updated_at = ${ctx.clock.now()}
    where origin <> 'operator' and jsonb_exists_any(resource_scopes -> ${scopes.resource}::text, ${scopes.names}::text[])
    returning client_id`.execute(ctx.db);
  return rows.map((row) => row.client_id);
}

/** Out of every ceiling; answers with the clients that had one. */
export async function removeDetailsTypesFromClients(ctx: Context, types: string[]): Promise<string[]> {
  const { rows } = await sql<{ client_id: string }>`
    update clients set updated_at = ${ctx.clock.now()},
      authorization_details_types = array(select each from unnest(authorization_details_types) with ordinality as all_types (each, place)
        where each <> all(${types}::text[]) order by place)
    where authorization_details_types && ${types}::text[] returning client_id`.execute(ctx.db);
  return rows.map((row) => row.client_id);
}

interface RemovedScopes {
  resource: string;
  names: string[];
}

/** Of a list or an object of scopes by resource; what is empty then goes as a whole. */
function withoutScopes(column: keyof ClientRow, { resource, names }: RemovedScopes) {
  const [all, kept] = [sql.ref(column), sql`((${sql.ref(column)} -> ${resource}::text) - ${names}::text[])`];
  return sql`case when ${kept} is null or ${kept} in ('[]', '{}') then ${all} - ${resource}::text
    else jsonb_set(${all}, array[${resource}::text], ${kept}) end`;
}

/** The client with its secrets’ names and times, as the contract has it. */
export async function presentClientWithSecrets(ctx: Context, row: ClientRow): Promise<Client> {
  const secrets = await selectSecretsOfClients(ctx, [row.client_id]);
  return presentClient(ctx, row, secrets.get(row.client_id) ?? []);
}

export function presentClient(ctx: Context, row: ClientRow, secrets: ClientSecretMetadata[]): Client {
  return {
    ...row,
    logo_uri: logoUri(ctx, row.logo_hash),
    logo_dark_uri: logoUri(ctx, row.logo_dark_hash),
    secrets,
    state: row.disabled_at === null ? 'active' : 'disabled',
    disabled_at: row.disabled_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

function logoUri(ctx: Context, hash: string | null): string | null {
  return hash === null ? null : ctx.issuer + logoPath(hash);
}
