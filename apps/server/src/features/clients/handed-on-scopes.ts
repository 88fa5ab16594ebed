import type { ManagementScope } from '@consentry/contract';
import type { ClientRow } from './client-store.ts';

export interface ClientChange {
  before: ClientRow;
  after: ClientRow;
  changed: (keyof ClientRow)[];
}

/** Whoever changes how a client proves itself can act as that client from then on. */
const PROOF_MEMBERS = [
  'token_endpoint_auth_method',
  'token_endpoint_auth_signing_alg',
  'jwks',
  'jwks_uri',
  'client_assertion_audience',
  'tls_client_auth_subject_dn',
  'tls_client_auth_san_dns',
  'tls_client_auth_san_uri',
  'tls_client_auth_san_ip',
  'tls_client_auth_san_email',
] as const satisfies (keyof ClientRow)[];

/** The scopes of the management API that a change of a client gives to somebody. */
export function handedOnScopes({ before, after, changed }: ClientChange): ManagementScope[] {
  if (PROOF_MEMBERS.some((member) => changed.includes(member))) return after.management_scopes;
  return after.management_scopes.filter((scope) => !before.management_scopes.includes(scope));
}
