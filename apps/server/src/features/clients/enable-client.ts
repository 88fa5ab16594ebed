import type { Client } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { assertMayManage } from './assert-may-manage.ts';
import { clientNotFound } from './client-not-found.ts';
import { presentClientWithSecrets, selectClientForUpdate, updateClientRow } from './client-store.ts';

/**
 * Lets a disabled client work again, with its secrets and with what users have granted it. What was issued before stays dead:
 * a token that leaked while nobody watched must not come back to life. Problems: `client-not-found`.
 */
export async function enableClient(ctx: Context, clientId: string): Promise<Client> {
  return mutate(ctx, async (tx) => {
    const client = await selectClientForUpdate(tx, clientId);
    if (client === null) throw clientNotFound(clientId);
    assertMayManage(tx.actor, client.management_scopes);
    if (client.disabled_at === null) return { result: await presentClientWithSecrets(tx, client), audit: null };

    const now = tx.clock.now();
    const row = { ...client, disabled_at: null, disabled_reason: null, tokens_not_before: now, updated_at: now };
    await updateClientRow(tx, row);
    return { result: await presentClientWithSecrets(tx, row), audit: { action: 'client.enabled', client_id: clientId } };
  });
}
