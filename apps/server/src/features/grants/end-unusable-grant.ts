import type { Context } from '../../context.ts';
import type { AuditEntry } from '../audit-events/mutate.ts';
import { selectGrantForUpdate, updateGrantsRevoked, type GrantParties, type GrantRow } from './grant-store.ts';
import { revocationEntry } from './revocation-entry.ts';

/**
 * Before a consent counts: the pair’s grant that has run out, or that was given for another browser session, ends for good.
 * So nothing of it that the page did not show comes back to life. Runs in the caller’s transaction, which then holds the lock of the grant that is left.
 */
export async function endUnusableGrant(
  tx: Context,
  input: GrantParties & { session_uid?: string | null | undefined },
): Promise<{ ended: AuditEntry[]; held: GrantRow | null }> {
  const grant = await selectGrantForUpdate(tx, input);
  if (grant === null) return { ended: [], held: null };
  const ofOtherSession = grant.session_uid !== null && input.session_uid !== undefined && grant.session_uid !== input.session_uid;
  const { is_live: isLive, ...held } = grant;
  if (isLive && !ofOtherSession) return { ended: [], held };
  const reason = isLive ? 'replaced' : 'ended';
  const revoked = await updateGrantsRevoked(tx, { grant_id: grant.grant_id, reason });
  return { ended: revoked.map((row) => revocationEntry(row, reason)), held: null };
}
