import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { grantNotFound } from './grant-not-found.ts';
import { updateGrantsRevoked } from './grant-store.ts';
import { selectNamedGrant } from './named-grant-store.ts';
import { revocationEntry } from './revocation-entry.ts';

/** Revokes a grant with all that was issued under it; once revoked, again changes nothing. Problems: `grant-not-found`. */
export async function revokeGrant(ctx: Context, grantId: string): Promise<undefined> {
  return mutate(ctx, async (tx) => {
    const [revoked] = await updateGrantsRevoked(tx, { grant_id: grantId, reason: 'grant_revoked' });
    if (revoked === undefined && (await selectNamedGrant(tx, grantId)) === null) throw grantNotFound(grantId);
    return { result: undefined, audit: revoked === undefined ? null : revocationEntry(revoked) };
  });
}
