import { sql } from 'kysely';
import type { Context } from '../../context.ts';

export interface ConnectionTestRow {
  connection_test_id: string;
  client_id: string;
  user_id: string;
  state_hash: Buffer;
  sealed_request: Uint8Array;
  sealed_grant_before: Uint8Array | null;
  sealed_steps: Uint8Array | null;
  started_at: Date;
  answered_at: Date | null;
  expires_at: Date;
}

export async function insertConnectionTest(ctx: Context, row: ConnectionTestRow): Promise<void> {
  await sql`
    insert into connection_tests (connection_test_id, client_id, user_id, state_hash, sealed_request, sealed_steps, started_at, answered_at, expires_at)
    values (${row.connection_test_id}, ${row.client_id}, ${row.user_id}, ${row.state_hash}, ${row.sealed_request}, ${row.sealed_steps},
      ${row.started_at}, ${row.answered_at}, ${row.expires_at})`.execute(ctx.db);
}

export async function selectConnectionTest(
  ctx: Context,
  which: { connection_test_id: string; user_id: string },
): Promise<ConnectionTestRow | null> {
  const { rows } = await sql<ConnectionTestRow>`
    select * from connection_tests
    where connection_test_id = ${which.connection_test_id} and user_id = ${which.user_id} and expires_at > ${ctx.clock.now()}`.execute(
    ctx.db,
  );
  return rows[0] ?? null;
}

/** Whether an operator is testing this client with this `state` at the moment. */
export async function existsConnectionTest(ctx: Context, which: { client_id: string; state_hash: Buffer }): Promise<boolean> {
  const { rows } = await sql`
    select 1 from connection_tests
    where client_id = ${which.client_id} and state_hash = ${which.state_hash} and answered_at is null and expires_at > ${ctx.clock.now()}`.execute(
    ctx.db,
  );
  return rows.length > 0;
}

/** Takes the answer of the browser that the test waits for, once, and from its operator alone. */
export async function answerConnectionTest(
  ctx: Context,
  which: { state_hash: Buffer; user_id: string },
): Promise<ConnectionTestRow | null> {
  const now = ctx.clock.now();
  const { rows } = await sql<ConnectionTestRow>`
    update connection_tests set answered_at = ${now}
    where state_hash = ${which.state_hash} and user_id = ${which.user_id} and answered_at is null and expires_at > ${now} returning *`.execute(
    ctx.db,
  );
  return rows[0] ?? null;
}

/** The first consent of a test counts: what was there before any of it. */
export async function updateGrantBefore(ctx: Context, which: { state_hash: Buffer; sealed_grant_before: Buffer }): Promise<void> {
  await sql`
    update connection_tests set sealed_grant_before = ${which.sealed_grant_before}
    where state_hash = ${which.state_hash} and sealed_grant_before is null and answered_at is null`.execute(ctx.db);
}

/** With its steps a test needs nothing of its beginning any more. */
export async function updateSteps(ctx: Context, which: { connection_test_id: string; sealed_steps: Buffer }): Promise<void> {
  await sql`
    update connection_tests set sealed_steps = ${which.sealed_steps}, sealed_request = ''::bytea, sealed_grant_before = null
    where connection_test_id = ${which.connection_test_id}`.execute(ctx.db);
}

export async function deleteConnectionTest(
  ctx: Context,
  which: { connection_test_id: string; user_id: string },
): Promise<ConnectionTestRow | null> {
  const { rows } = await sql<ConnectionTestRow>`
    delete from connection_tests where connection_test_id = ${which.connection_test_id} and user_id = ${which.user_id} returning *`.execute(
    ctx.db,
  );
  return rows[0] ?? null;
}

/** Two instances never take the same one. */
export async function deleteExpiredConnectionTests(ctx: Context): Promise<ConnectionTestRow[]> {
  const { rows } = await sql<ConnectionTestRow>`
    delete from connection_tests where connection_test_id in (
      select connection_test_id from connection_tests where expires_at <= ${ctx.clock.now()} limit 100 for update skip locked)
    returning *`.execute(ctx.db);
  return rows;
}
