import type { Client, DisableClient } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { leaveSessions } from '../sessions/leave-sessions.ts';
import { assertMayManage } from './assert-may-manage.ts';
import { clientNotFound } from './client-not-found.ts';
import { presentClientWithSecrets, selectClientForUpdate, updateClientRow } from './client-store.ts';

/**
 * Disables a client: nothing is issued to it and nothing that it holds is worth anything, on every instance from the commit on.
 * It leaves all sessions and is told so; grants stay. One that is disabled already gets another reason, where one is sent.
 * Problems: `client-not-found`.
 */
export async function disableClient(ctx: Context, input: DisableClient & { client_id: string }): Promise<Client> {
  return mutate(ctx, async (tx) => {
    const client = await selectClientForUpdate(tx, input.client_id);
    if (client === null) throw clientNotFound(input.client_id);
    assertMayManage(tx.actor, client.management_scopes);
    const reason = input.reason === undefined ? client.disabled_reason : input.reason || null;
    if (client.disabled_at !== null && reason === client.disabled_reason)
      return { result: await presentClientWithSecrets(tx, client), audit: null };

    const now = tx.clock.now();
    const row = { ...client, disabled_at: client.disabled_at ?? now, disabled_reason: reason, updated_at: now };
    await updateClientRow(tx, row);
    if (client.disabled_at === null) await leaveSessions(tx, { client_id: client.client_id });
    const details = reason === null ? {} : { disabled_reason: reason };
    return {
      result: await presentClientWithSecrets(tx, row),
      audit: { action: 'client.disabled', client_id: client.client_id, details },
    };
  });
}
