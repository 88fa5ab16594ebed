import { clientSecurity, type ClientSecurity } from '@consentry/contract';
import { CLIENT_SECURITY_DEFAULTS } from '../clients/client-security-defaults.ts';

/**
 * What a client may say of how it asks, how it is answered, and what binds its tokens to it (OIDC Registration §2, RFC 9101 §10.5,
 * RFC 9126 §6, RFC 9449 §5.2, RFC 8705 §2.1.2 and §3.4, JARM §3, RFC 9701 §6). Each asks for more protection, or for another form of the same.
 */
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
] as const satisfies readonly (keyof ClientSecurity)[];

type RegistrableSecurity = Pick<ClientSecurity, (typeof MEMBERS)[number]>;

/** A member that was not sent is absent, or undefined as the parser leaves it. */
type Sent = { [M in keyof RegistrableSecurity]?: RegistrableSecurity[M] | undefined };

/** How these members are read from a registration; each may be absent. */
export const registrableSecurity = Object.fromEntries(MEMBERS.map((member) => [member, clientSecurity[member]])) as Pick<
  typeof clientSecurity,
  (typeof MEMBERS)[number]
>;

/** The settings that follow: what was not sent is the default, also in a change, which replaces all (RFC 7592 §2.2). */
export function securityOfRegistration(sent: Sent): RegistrableSecurity {
  return pick((member) => sent[member] ?? CLIENT_SECURITY_DEFAULTS[member]);
}

/** What a registration is answered of them. */
export function securityInAnswer(client: ClientSecurity): RegistrableSecurity {
  return pick((member) => client[member]);
}

function pick(valueOf: (member: keyof RegistrableSecurity) => unknown): RegistrableSecurity {
  return Object.fromEntries(MEMBERS.map((member) => [member, valueOf(member)])) as RegistrableSecurity;
}
