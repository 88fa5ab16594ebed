import type { Client } from '@consentry/contract';

/** Rules that an operator may set one by one where the profile leaves them open. */
export const PROFILE_SWITCHES = [
  'require_pushed_authorization_requests',
  'require_signed_request_object',
  'dpop_bound_access_tokens',
  'tls_client_certificate_bound_access_tokens',
] as const;

/** The part of a client that its profile section edits. */
export type ProfileValues = Pick<Client, 'security_profile' | (typeof PROFILE_SWITCHES)[number]>;

export function profileValuesOf(client: Client): ProfileValues {
  return {
    security_profile: client.security_profile,
    require_pushed_authorization_requests: client.require_pushed_authorization_requests,
    require_signed_request_object: client.require_signed_request_object,
    dpop_bound_access_tokens: client.dpop_bound_access_tokens,
    tls_client_certificate_bound_access_tokens: client.tls_client_certificate_bound_access_tokens,
  };
}
