import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { removeUnaskedScopes, updateGrantsRevoked } from './grant-store.ts';
import { revocationEntry } from './revocation-entry.ts';

/**
 * Before a client counts as a third party’s: takes out of its grants what was given without asking the person, as for an
 * operator’s own clients. A grant that holds nothing else ends. Answers with how many ended.
 */
export async function dropUnaskedScopes(ctx: Context, clientId: string): Promise<number> {
  const reason = 'party_changed';
  return mutate(ctx, async (tx) => {
    const revoked = await updateGrantsRevoked(tx, { client_id: clientId, unasked: true, reason });
    await removeUnaskedScopes(tx, clientId);
    return { result: revoked.length, audit: revoked.map((grant) => revocationEntry(grant, reason)) };
  });
}
