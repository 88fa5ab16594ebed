import type { ClientSecurity } from '@consentry/contract';

/**
 * What an operator, or a client that registers itself, says of how the client asks, how it is answered, and what binds its tokens to it, under the
 * names of the specifications (OIDC Registration §2, RFC 9101 §10.5, RFC 9126 §6, RFC 9449 §5.2, RFC 8705 §2.1.2 and §3.4, JARM §3, RFC 9701 §6).
 * Each asks for more protection, or for another form of the same.
 */
export const PROTOCOL_MEMBERS = [
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
] as const satisfies readonly (keyof ClientSecurity)[];
