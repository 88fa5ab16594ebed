import { sql } from 'kysely';
import type { Context } from '../../context.ts';

export interface AskedScope {
  client_id: string;
  /** Empty: the provider itself, or nobody knows it. */
  resource: string;
  scope: string;
}

export interface RefusedScopeRow {
  resource: string;
  scope: string;
  refused_count: number;
  last_refused_at: Date;
}

/** A client can invent names for ever; what it is counted for stays this much. */
const NAMES_PER_CLIENT = 50;

/** Counts one more; a name that is new counts only while the client has few. A client that is gone counts nothing. */
export async function countRefusedScope(ctx: Context, asked: AskedScope): Promise<void> {
  const now = ctx.clock.now();
  const day = now.toISOString().slice(0, 10);
  await sql`
    insert into refused_scopes (client_id, resource, scope, day, refused_count, last_refused_at)
    select client_id, ${asked.resource}, ${asked.scope}, ${day}::date, 1, ${now}::timestamptz from clients
    where client_id = ${asked.client_id} and (
      exists (select 1 from refused_scopes where client_id = ${asked.client_id} and resource = ${asked.resource} and scope = ${asked.scope})
      or (select count(*) from (select distinct resource, scope from refused_scopes where client_id = ${asked.client_id}) names)
        < ${NAMES_PER_CLIENT}::int)
    on conflict (client_id, resource, scope, day) do update
      set refused_count = least(refused_scopes.refused_count + 1, 1000000), last_refused_at = excluded.last_refused_at`.execute(ctx.db);
}

/** By name, the latest first. */
export async function selectRefusedScopes(ctx: Context, query: { client_id: string; since: string }): Promise<RefusedScopeRow[]> {
  const { rows } = await sql<RefusedScopeRow>`
    select resource, scope, least(sum(refused_count), 1000000000)::int as refused_count, max(last_refused_at) as last_refused_at
    from refused_scopes where client_id = ${query.client_id} and day >= ${query.since}::date
    group by resource, scope order by max(last_refused_at) desc, resource, scope`.execute(ctx.db);
  return rows;
}

export async function deleteRefusedScopesBefore(ctx: Context, day: string): Promise<void> {
  await sql`delete from refused_scopes where day < ${day}::date`.execute(ctx.db);
}
