import { sql } from 'kysely';
import type { Context } from '../../context.ts';

/** One declared state is applied at a time; a second waits until the transaction ends. */
export async function lockDeclaredState(tx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('declared_state', 0))`.execute(tx.db);
}
