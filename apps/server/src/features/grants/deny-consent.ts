import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { auditedDetails } from './audited-details.ts';
import type { GrantParties } from './grant-store.ts';
import type { DetailIdentity } from './new-details.ts';
import type { ScopeIdentity } from './new-scopes.ts';

/** Records that a user said no; what was granted before stays. */
export async function denyConsent(
  ctx: Context,
  input: GrantParties & { scopes: readonly ScopeIdentity[]; details?: readonly DetailIdentity[] },
): Promise<void> {
  const { client_id, user_id, scopes, details = [] } = input;
  const beside = details.length === 0 ? {} : { authorization_details: auditedDetails(details) };
  await mutate(ctx, async () => ({
    result: undefined,
    audit: { action: 'consent.denied', client_id, user_id, details: { scopes, ...beside } },
  }));
}
