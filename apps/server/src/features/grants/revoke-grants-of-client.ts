import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { updateGrantsRevoked } from './grant-store.ts';
import { revocationEntry } from './revocation-entry.ts';

/** Revokes every grant of a client that is being deleted, with all that was issued under it. */
export async function revokeGrantsOfClient(ctx: Context, clientId: string): Promise<void> {
  const reason = 'client_deleted';
  return mutate(ctx, async (tx) => {
    const revoked = await updateGrantsRevoked(tx, { client_id: clientId, reason });
    return { result: undefined, audit: revoked.map((grant) => revocationEntry(grant, reason)) };
  });
}
