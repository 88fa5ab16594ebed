import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { updateGrantsRevoked } from './grant-store.ts';
import { revocationEntry } from './revocation-entry.ts';

/** Revokes what all users have allowed a client; it may ask them again. Each user’s own trail tells of it too. */
export async function revokeAllGrants(ctx: Context, clientId: string): Promise<{ revoked: number }> {
  const reason = 'revoked_all';
  return mutate(ctx, async (tx) => {
    const revoked = await updateGrantsRevoked(tx, { client_id: clientId, reason });
    if (revoked.length === 0) return { result: { revoked: 0 }, audit: null };
    const summary = { action: 'grant.revoked_all', client_id: clientId, details: { grants: revoked.length } };
    return { result: { revoked: revoked.length }, audit: [...revoked.map((grant) => revocationEntry(grant, reason)), summary] };
  });
}
