import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { revokeGrantsOfClient } from '../grants/revoke-grants-of-client.ts';
import { leaveSessions } from '../sessions/leave-sessions.ts';
import { assertMayManage } from './assert-may-manage.ts';
import { clientNotFound } from './client-not-found.ts';
import { deleteClientRow, selectClientForUpdate } from './client-store.ts';

/** Deletes a client, revokes its grants and takes it out of all sessions, so that a later client of the same id inherits nothing. Problems: `client-not-found`. */
export async function deleteClient(ctx: Context, clientId: string): Promise<undefined> {
  return mutate(ctx, async (tx) => {
    const client = await selectClientForUpdate(tx, clientId);
    if (client === null) throw clientNotFound(clientId);
    assertMayManage(tx.actor, client.management_scopes);
    await revokeGrantsOfClient(tx, clientId);
    await leaveSessions(tx, { client_id: clientId });
    await deleteClientRow(tx, clientId);
    return {
      result: undefined,
      audit: { action: 'client.deleted', client_id: clientId, details: { name: client.name, party: client.party } },
    };
  });
}
