import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { auditedDetails } from './audited-details.ts';
import { selectLiveGrantByIdForUpdate, updateGrantRow, updateGrantsRevoked } from './grant-store.ts';
import type { DetailIdentity } from './new-details.ts';
import { revocationEntry } from './revocation-entry.ts';

interface TakeDetailBackInput {
  grant_id: string;
  /** Whose grant it must be. */
  user_id: string;
  isTaken: (detail: DetailIdentity) => boolean;
}

/** The user takes one detail back; it is gone at the next refresh and introspection. Where nothing else was left, the grant ends. */
export async function takeDetailBack(
  ctx: Context,
  { grant_id, user_id, isTaken }: TakeDetailBackInput,
): Promise<'narrowed' | 'revoked' | 'not_found'> {
  return mutate<'narrowed' | 'revoked' | 'not_found'>(ctx, async (tx) => {
    const grant = await selectLiveGrantByIdForUpdate(tx, grant_id);
    const taken = grant?.authorization_details.filter(isTaken) ?? [];
    if (grant === null || grant.user_id !== user_id || taken.length === 0) return { result: 'not_found', audit: null };
    const kept = grant.authorization_details.filter((detail) => !isTaken(detail));
    if (kept.length + grant.scopes.length === 0) {
      const revoked = await updateGrantsRevoked(tx, { grant_id, reason: 'grant_revoked' });
      return { result: 'revoked', audit: revoked.map((row) => revocationEntry(row)) };
    }
    await updateGrantRow(tx, { ...grant, authorization_details: kept, updated_at: tx.clock.now() });
    const details = { grant_id, authorization_details: auditedDetails(taken) };
    return { result: 'narrowed', audit: { action: 'grant.narrowed', client_id: grant.client_id, user_id, details } };
  });
}
