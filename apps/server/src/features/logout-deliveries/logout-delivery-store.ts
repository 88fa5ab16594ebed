import type { Client, LogoutDelivery, LogoutDeliveryFailure, LogoutDeliveryState, Page } from '@consentry/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';

export interface LogoutDeliveryRow {
  logout_delivery_id: string;
  client_id: string;
  user_id: string;
  /** `sub` as the client knows the user; null: the user id. */
  subject: string | null;
  sid: string;
  backchannel_logout_uri: string;
  backchannel_logout_session_required: boolean;
  id_token_signed_response_alg: Client['id_token_signed_response_alg'];
  state: LogoutDeliveryState;
  attempts: number;
  last_status: number | null;
  last_failure: LogoutDeliveryFailure | null;
  created_at: Date;
  last_attempt_at: Date | null;
  next_attempt_at: Date | null;
}

type EndedSignIn = Pick<LogoutDeliveryRow, 'logout_delivery_id' | 'client_id' | 'user_id' | 'subject' | 'sid'>;

/** One delivery for each of these whose client wants to hear of it; how many that were. */
export async function insertLogoutDeliveries(ctx: Context, ended: readonly EndedSignIn[]): Promise<number> {
  const now = ctx.clock.now();
  const column = (name: keyof EndedSignIn): (string | null)[] => ended.map((one) => one[name]);
  const { rows } = await sql`
    insert into logout_deliveries (logout_delivery_id, client_id, user_id, subject, sid, backchannel_logout_uri, backchannel_logout_session_required,
      id_token_signed_response_alg, created_at, next_attempt_at)
    select e.logout_delivery_id, e.client_id, e.user_id, e.subject, e.sid, c.backchannel_logout_uri, c.backchannel_logout_session_required,
      c.id_token_signed_response_alg, ${now}::timestamptz, ${now}::timestamptz
    from unnest(${column('logout_delivery_id')}::text[], ${column('client_id')}::text[], ${column('user_id')}::text[],
      ${column('subject')}::text[], ${column('sid')}::text[]) as e (logout_delivery_id, client_id, user_id, subject, sid)
    join clients c on c.client_id = e.client_id and c.backchannel_logout_uri is not null
    returning logout_delivery_id`.execute(ctx.db);
  return rows.length;
}

/**
 * Takes deliveries whose time has come, oldest first, and counts the try. No other instance gets the same ones before `taken_until`;
 * after that whoever took them has stopped. Those that were taken for the last time and never finished fail here.
 */
export async function claimLogoutDeliveries(
  ctx: Context,
  claim: { limit: number; taken_until: Date; max_attempts: number },
): Promise<LogoutDeliveryRow[]> {
  const now = ctx.clock.now();
  const { rows } = await sql<LogoutDeliveryRow>`
    with interrupted as (
      update logout_deliveries set state = 'failed', last_failure = 'interrupted', last_status = null, next_attempt_at = null
      where state = 'pending' and attempts >= ${claim.max_attempts} and next_attempt_at <= ${now}
    )
    update logout_deliveries set attempts = attempts + 1, last_attempt_at = ${now}, next_attempt_at = ${claim.taken_until}
    where logout_delivery_id = any(array(
      select logout_delivery_id from logout_deliveries
      where state = 'pending' and attempts < ${claim.max_attempts} and next_attempt_at <= ${now}
      order by next_attempt_at limit ${claim.limit} for update skip locked))
    returning *`.execute(ctx.db);
  return rows;
}

export type AttemptOutcome = Pick<LogoutDeliveryRow, 'state' | 'last_status' | 'last_failure' | 'next_attempt_at'>;

/** Writes how a try ended, unless another instance has taken the delivery over since. */
export async function updateLogoutDelivery(ctx: Context, tried: LogoutDeliveryRow, outcome: AttemptOutcome): Promise<void> {
  await sql`
    update logout_deliveries set state = ${outcome.state}, last_status = ${outcome.last_status}, last_failure = ${outcome.last_failure},
      next_attempt_at = ${outcome.next_attempt_at}
    where logout_delivery_id = ${tried.logout_delivery_id} and attempts = ${tried.attempts} and state = 'pending'`.execute(ctx.db);
}

/** Deletes at most `limit` finished deliveries from before that time; how many that were. */
export async function deleteFinishedLogoutDeliveries(ctx: Context, older: { before: Date; limit: number }): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from logout_deliveries where ctid = any(array(
      select ctid from logout_deliveries where created_at < ${older.before} and state <> 'pending'
      limit ${older.limit} for update skip locked))`.execute(ctx.db);
  return Number(numAffectedRows);
}

export interface LogoutDeliveriesQuery {
  limit: number;
  cursor?: string | undefined;
  client_id?: string | undefined;
  user_id?: string | undefined;
  state?: LogoutDeliveryState | undefined;
}

export async function selectLogoutDeliveries(ctx: Context, query: LogoutDeliveriesQuery): Promise<Page<LogoutDelivery>> {
  const conditions = [sql`true`];
  if (query.client_id !== undefined) conditions.push(sql`client_id = ${query.client_id}`);
  if (query.user_id !== undefined) conditions.push(sql`user_id = ${query.user_id}`);
  if (query.state !== undefined) conditions.push(sql`state = ${query.state}`);
  if (query.cursor !== undefined) {
    const after = decodeCursor(query.cursor);
    conditions.push(sql`(created_at, logout_delivery_id) < (${after.at}, ${after.id})`);
  }
  const { rows } = await sql<LogoutDeliveryRow>`
    select * from logout_deliveries where ${sql.join(conditions, sql` and `)}
    order by created_at desc, logout_delivery_id desc limit ${query.limit + 1}`.execute(ctx.db);
  return toPage(rows, query.limit, { item: presentLogoutDelivery, cursor: (row) => ({ at: row.created_at, id: row.logout_delivery_id }) });
}

function presentLogoutDelivery(row: LogoutDeliveryRow): LogoutDelivery {
  return {
    ...row,
    created_at: row.created_at.toISOString(),
    last_attempt_at: row.last_attempt_at?.toISOString() ?? null,
    next_attempt_at: row.next_attempt_at?.toISOString() ?? null,
  };
}
