import { sql } from 'kysely';
import type { Context } from '../../context.ts';

export interface ConsoleSessionRow {
  user_id: string | null;
  sealed_payload: Uint8Array;
}

export async function insertConsoleSession(ctx: Context, row: ConsoleSessionRow & { id_hash: Buffer; expires_at: Date }): Promise<void> {
  await sql`
    insert into console_sessions (id_hash, user_id, sealed_payload, expires_at)
    values (${row.id_hash}, ${row.user_id}, ${row.sealed_payload}, ${row.expires_at})`.execute(ctx.db);
}

export async function selectConsoleSession(ctx: Context, idHash: Buffer): Promise<ConsoleSessionRow | null> {
  const { rows } = await sql<ConsoleSessionRow>`
    select user_id, sealed_payload from console_sessions where id_hash = ${idHash} and expires_at > ${ctx.clock.now()}`.execute(ctx.db);
  return rows[0] ?? null;
}

/** Takes the row out: a pending sign-in is good for one callback, a session ends once. */
export async function deleteConsoleSession(ctx: Context, idHash: Buffer): Promise<ConsoleSessionRow | null> {
  const { rows } = await sql<ConsoleSessionRow>`
    delete from console_sessions where id_hash = ${idHash} and expires_at > ${ctx.clock.now()} returning user_id, sealed_payload`.execute(
    ctx.db,
  );
  return rows[0] ?? null;
}
