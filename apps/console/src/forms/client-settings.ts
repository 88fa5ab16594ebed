import type { Client, ClientJwks, UpdateClient } from '@consentry/contract';

/** Members of a client whose fields hold what is stored. */
const AS_STORED = [
  'name',
  'description',
  'redirect_uris',
  'post_logout_redirect_uris',
  'cors_origins',
  'grant_types',
  'serves_resources',
  'token_endpoint_auth_method',
  'client_assertion_audience',
  'pkce',
  'subject_type',
  'default_max_age',
  'require_auth_time',
  'response_modes',
  'authorization_signed_response_alg',
  'introspection_signed_response_alg',
  'id_token_signed_response_alg',
  'id_token_scope_claims',
  'id_token_ttl_seconds',
  'access_token_format',
  'access_token_ttl_seconds',
  'refresh_token_rotation',
  'refresh_token_ttl_seconds',
  'refresh_token_idle_ttl_seconds',
  'backchannel_logout_session_required',
] as const satisfies (keyof UpdateClient)[];

/** Names in a certificate, one of which tells the app (RFC 8705 §2.1.2). */
export const CERTIFICATE_NAMES = [
  'tls_client_auth_subject_dn',
  'tls_client_auth_san_dns',
  'tls_client_auth_san_uri',
  'tls_client_auth_san_ip',
  'tls_client_auth_san_email',
] as const;

/** Members that may be absent; an empty field is an absent one. */
const OPTIONAL_TEXT = ['backchannel_logout_uri', 'jwks_uri', 'sector_identifier_uri', 'initiate_login_uri', ...CERTIFICATE_NAMES] as const;

/** Choices that may be left open, by the empty string. */
const OPTIONAL_CHOICE = [
  'token_endpoint_auth_signing_alg',
  'request_object_signing_alg',
  'userinfo_signed_response_alg',
  'id_token_encrypted_response_alg',
  'id_token_encrypted_response_enc',
  'userinfo_encrypted_response_alg',
  'userinfo_encrypted_response_enc',
  'authorization_encrypted_response_alg',
  'authorization_encrypted_response_enc',
  'introspection_encrypted_response_alg',
  'introspection_encrypted_response_enc',
] as const;
const OPTIONAL = [...OPTIONAL_TEXT, ...OPTIONAL_CHOICE] as const;

type AsStored = (typeof AS_STORED)[number];
type OptionalText = (typeof OPTIONAL_TEXT)[number];
type OptionalChoice = (typeof OPTIONAL_CHOICE)[number];
type Lifetimes = 'id_token_ttl_seconds' | 'refresh_token_ttl_seconds' | 'refresh_token_idle_ttl_seconds';

/** The part of a client that its settings page edits. */
export type ClientSettings = Omit<Pick<Client, AsStored>, Lifetimes> &
  Record<Lifetimes, number | null> &
  Record<OptionalText, string> & { [M in OptionalChoice]: NonNullable<Client[M]> | '' } & {
    /** Public keys as JSON text. */
    jwks: string;
    /** Which of the two says where the keys are. */
    key_source: 'jwks' | 'jwks_uri';
  };

export function settingsOf(client: Client): ClientSettings {
  return {
    ...(Object.fromEntries(AS_STORED.map((member) => [member, client[member]])) as Pick<Client, AsStored>),
    ...(Object.fromEntries(OPTIONAL.map((member) => [member, client[member] ?? ''])) as Pick<ClientSettings, (typeof OPTIONAL)[number]>),
    jwks: client.jwks === null ? '' : JSON.stringify(client.jwks, null, 2),
    key_source: client.jwks_uri === null ? 'jwks' : 'jwks_uri',
  };
}

/** The whole page as the management API takes it; the schema says whether it may be so. */
export function settingsBody(values: ClientSettings): UpdateClient {
  const { key_source, jwks, jwks_uri, ...others } = values;
  const texts = Object.fromEntries(OPTIONAL.map((member) => [member, values[member] === '' ? null : values[member]]));
  const body = {
    ...others,
    ...texts,
    jwks: key_source === 'jwks' ? parseJwks(jwks) : null,
    jwks_uri: key_source === 'jwks_uri' && jwks_uri !== '' ? jwks_uri : null,
  };
  return body as UpdateClient;
}

/** A key set, or one key alone, as people paste it; `null` for an empty field, `undefined` for what is neither. */
export function readJwks(text: string): ClientJwks | null | undefined {
  if (text.trim() === '') return null;
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return undefined;
  if ('kty' in value) return { keys: [Object.fromEntries(Object.entries(value))] };
  return 'keys' in value && Array.isArray(value.keys) ? { keys: value.keys as ClientJwks['keys'] } : undefined;
}

function parseJwks(text: string): ClientJwks | null {
  return readJwks(text) ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
