import type { Mistake, ProtocolEndpoint } from '@consentry/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../../context.ts';
import { decodeCursor } from '../../platform/cursor.ts';
import type { Explanation } from './refusal.ts';

export interface RefusedRequestRow {
  reference: string;
  at: Date;
  endpoint: ProtocolEndpoint;
  method: string;
  ip: string | null;
  client_id: string | null;
  client_known: boolean;
  error: string;
  error_description: string;
  error_detail: string | null;
  mistake: Mistake;
  came: string;
  expected: string;
  mend: string;
  fix: Explanation['fix'] | null;
  parameters: Record<string, string>;
}

/** A request is stored once, whoever tries again. */
export async function insertRefusedRequest(ctx: Context, row: RefusedRequestRow): Promise<void> {
  await sql`
    insert into refused_requests (reference, at, endpoint, method, ip, client_id, client_known, error, error_description, error_detail,
      mistake, came, expected, mend, fix, parameters)
    values (${row.reference}, ${row.at}, ${row.endpoint}, ${row.method}, ${row.ip}, ${row.client_id}, ${row.client_known}, ${row.error},
      ${row.error_description}, ${row.error_detail}, ${row.mistake}, ${row.came}, ${row.expected}, ${row.mend}, ${jsonb(row.fix)},
      ${jsonb(row.parameters)})
    on conflict (reference) do nothing`.execute(ctx.db);
}

function jsonb(value: unknown): RawBuilder<unknown> {
  return value === null || value === undefined ? sql`null::jsonb` : sql`${JSON.stringify(value)}::jsonb`;
}

export interface RefusedRequestsQuery {
  limit: number;
  cursor?: string | undefined;
  client_id?: string | undefined;
  reference?: string | undefined;
  mistake?: Mistake | undefined;
  endpoint?: ProtocolEndpoint | undefined;
  since?: string | undefined;
  until?: string | undefined;
}

/** One row more than the limit, if there is one. */
export async function selectRefusedRequests(ctx: Context, query: RefusedRequestsQuery): Promise<RefusedRequestRow[]> {
  const conditions = [sql`true`];
  if (query.client_id !== undefined) conditions.push(sql`client_id = ${query.client_id}`);
  if (query.reference !== undefined) conditions.push(sql`reference = ${query.reference}`);
  if (query.mistake !== undefined) conditions.push(sql`mistake = ${query.mistake}`);
  if (query.endpoint !== undefined) conditions.push(sql`endpoint = ${query.endpoint}`);
  if (query.since !== undefined) conditions.push(sql`at >= ${query.since}::timestamptz`);
  if (query.until !== undefined) conditions.push(sql`at < ${query.until}::timestamptz`);
  if (query.cursor !== undefined) {
    const after = decodeCursor(query.cursor);
    conditions.push(sql`(at, reference) < (${after.at}, ${after.id})`);
  }
  const { rows } = await sql<RefusedRequestRow>`
    select * from refused_requests where ${sql.join(conditions, sql` and `)}
    order by at desc, reference desc limit ${query.limit + 1}`.execute(ctx.db);
  return rows;
}

export async function selectRefusedRequest(ctx: Context, reference: string): Promise<RefusedRequestRow | null> {
  const { rows } = await sql<RefusedRequestRow>`select * from refused_requests where reference = ${reference}`.execute(ctx.db);
  return rows[0] ?? null;
}

/** Deletes at most `limit` rows from before that time; how many that were. */
export async function deleteRefusedRequestsBefore(ctx: Context, older: { before: Date; limit: number }): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from refused_requests where ctid = any(array(
      select ctid from refused_requests where at < ${older.before} limit ${older.limit} for update skip locked))`.execute(ctx.db);
  return Number(numAffectedRows);
}

/** When the newest row was stored that is too many; `null` when there are not so many. */
export async function selectTimeOfRefusedRequest(ctx: Context, rank: number): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`
    select at from refused_requests order by at desc, reference desc offset ${rank} limit 1`.execute(ctx.db);
  return rows[0]?.at ?? null;
}
