import type { ClientSecurity } from '@consentry/contract';

/** The plain code flow, as every client library speaks it. */
export const CLIENT_SECURITY_DEFAULTS: ClientSecurity = {
  security_profile: 'standard',
  require_pushed_authorization_requests: false,
  require_signed_request_object: false,
  request_object_signing_alg: null,
  response_modes: [],
  authorization_signed_response_alg: 'RS256',
  authorization_encrypted_response_alg: null,
  authorization_encrypted_response_enc: null,
  id_token_encrypted_response_alg: null,
  id_token_encrypted_response_enc: null,
  userinfo_signed_response_alg: null,
  userinfo_encrypted_response_alg: null,
  userinfo_encrypted_response_enc: null,
  default_max_age: null,
  require_auth_time: false,
  initiate_login_uri: null,
  dpop_bound_access_tokens: false,
  tls_client_certificate_bound_access_tokens: false,
  tls_client_auth_subject_dn: null,
  tls_client_auth_san_dns: null,
  tls_client_auth_san_uri: null,
  tls_client_auth_san_ip: null,
  tls_client_auth_san_email: null,
};
