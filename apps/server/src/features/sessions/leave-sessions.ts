import type { Context } from '../../context.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { enqueueLogouts } from '../logout-deliveries/enqueue-logouts.ts';
import { removeClientFromSessions } from './session-store.ts';

/** Takes a client out of one session, or out of all, and tells it so; the sessions go on without it. */
export async function leaveSessions(ctx: Context, which: { client_id: string; session_uid?: string }): Promise<void> {
  await inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    await enqueueLogouts(tx, await removeClientFromSessions(tx, which));
  });
}
