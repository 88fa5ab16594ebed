import type { Context } from '../../context.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { insertAuditEvents, type AuditEntry } from './audit-event-store.ts';

export type { AuditEntry };

/**
 * Runs a change in a transaction and records who did what in the same transaction, so that neither can be without the other.
 * Inside another `mutate` it joins that transaction. `null`: nothing changed, so nothing is recorded.
 */
export async function mutate<T>(
  ctx: Context,
  change: (tx: Context) => Promise<{ result: T; audit: AuditEntry | AuditEntry[] | null }>,
): Promise<T> {
  const run = async (tx: Context): Promise<T> => {
    const { result, audit } = await change(tx);
    const entries = audit === null ? [] : [audit].flat();
    if (entries.length > 0) await insertAuditEvents(tx, entries);
    return result;
  };
  return inTransaction(ctx.db, (db) => run({ ...ctx, db }));
}
