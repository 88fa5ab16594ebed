import type { AllClientMetadata } from 'oidc-provider';
import type { ClientRow } from '../features/clients/client-store.ts';

/** Members that the engine takes as they are. A member without a value is left out: it knows no `null`. */
const MEMBERS = [
  'require_pushed_authorization_requests',
  'require_signed_request_object',
  'request_object_signing_alg',
  'authorization_signed_response_alg',
  'authorization_encrypted_response_alg',
  'authorization_encrypted_response_enc',
  'id_token_encrypted_response_alg',
  'id_token_encrypted_response_enc',
  'userinfo_signed_response_alg',
  'userinfo_encrypted_response_alg',
  'userinfo_encrypted_response_enc',
  'introspection_signed_response_alg',
  'introspection_encrypted_response_alg',
  'introspection_encrypted_response_enc',
  'default_max_age',
  'require_auth_time',
  'initiate_login_uri',
  'dpop_bound_access_tokens',
  'tls_client_certificate_bound_access_tokens',
  'tls_client_auth_subject_dn',
  'tls_client_auth_san_dns',
  'tls_client_auth_san_uri',
  'tls_client_auth_san_ip',
  'tls_client_auth_san_email',
] as const satisfies readonly (keyof ClientRow)[];

/** How a client asks and is answered, as the engine's metadata (RFC 7591 §2, OIDC Registration §2, RFC 9126 §6, RFC 9449 §5.2, RFC 8705 §2.1.2). */
export function protocolMetadata(client: ClientRow): Partial<AllClientMetadata> {
  const set = MEMBERS.filter((member) => client[member] !== null).map((member) => [member, client[member]]);
  return { ...Object.fromEntries(set), ...(client.response_modes.length === 0 ? {} : { response_modes: client.response_modes }) };
}
