import type { Client } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { clientNotFound } from './client-not-found.ts';
import { presentClientWithSecrets, selectClientForUpdate, updateClientRow } from './client-store.ts';

/**
 * Makes a client that registered itself the operator’s own: its registration access token and its metadata document mean nothing
 * any more, it leaves quarantine and is not removed when idle. Problems: `client-not-found`.
 */
export async function takeOverClient(ctx: Context, clientId: string): Promise<Client> {
  return mutate(ctx, async (tx) => {
    const before = await selectClientForUpdate(tx, clientId);
    if (before === null) throw clientNotFound(clientId);
    if (before.origin === 'operator') return { result: await presentClientWithSecrets(tx, before), audit: null };
    const row = { ...before, origin: 'operator' as const, quarantined: false, updated_at: tx.clock.now() };
    await updateClientRow(tx, row);
    return {
      result: await presentClientWithSecrets(tx, row),
      audit: { action: 'client.taken_over', client_id: clientId, details: { name: row.name, origin: before.origin } },
    };
  });
}
