import { RegistrationPolicy } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { selectRegistrationPolicy } from './registration-policy-store.ts';

/** Closed until an operator opens it, and narrow then. */
const DEFAULTS: RegistrationPolicy = {
  dynamic_registration: 'off',
  metadata_documents: 'off',
  scopes: ['openid', 'profile', 'email'],
  resource_scopes: {},
  registrations_per_hour: 10,
  idle_days: 30,
  allowed_hosts: [],
  blocked_hosts: [],
  software_statement_issuers: [],
};

/** Who may register clients without an operator, and what these may do. */
export async function getRegistrationPolicy(ctx: Context): Promise<RegistrationPolicy> {
  return RegistrationPolicy.parse({ ...DEFAULTS, ...(await selectRegistrationPolicy(ctx)) });
}
