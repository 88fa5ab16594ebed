import type { Database } from './database.ts';

const afterwards = new WeakMap<Database, (() => void)[]>();

/** Runs a change in a transaction; inside another one it joins that. */
export async function inTransaction<T>(db: Database, change: (tx: Database) => Promise<T>): Promise<T> {
  if (db.isTransaction) return change(db);
  const acts: (() => void)[] = [];
  const result = await db.transaction().execute((tx) => {
    afterwards.set(tx, acts);
    return change(tx);
  });
  for (const act of acts) act();
  return result;
}

/** Acts once the transaction is committed, and never when it is rolled back. */
export function afterCommit(tx: Database, act: () => void): void {
  const acts = afterwards.get(tx);
  if (acts === undefined) throw new Error('not inside a transaction that inTransaction began');
  acts.push(act);
}
