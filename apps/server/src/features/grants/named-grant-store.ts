import type { Grant, Page } from '@consentry/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { isLive } from './grant-sql.ts';
import type { GrantRow } from './grant-store.ts';

interface NamedGrantRow extends GrantRow {
  username: string;
  client_name: string | null;
}

const NAMED = sql`
  select g.*, u.username, c.name as client_name
  from grants g join users u on u.user_id = g.user_id left join clients c on c.client_id = g.client_id`;

/** A grant, revoked or not. */
export async function selectNamedGrant(ctx: Context, grantId: string): Promise<Grant | null> {
  const { rows } = await sql<NamedGrantRow>`${NAMED} where g.grant_id = ${grantId}`.execute(ctx.db);
  return rows[0] === undefined ? null : presentGrant(rows[0]);
}

export interface GrantsQuery {
  limit: number;
  cursor?: string | undefined;
  user_id?: string | undefined;
  client_id?: string | undefined;
  include_revoked: boolean;
}

export async function selectNamedGrants(ctx: Context, query: GrantsQuery): Promise<Page<Grant>> {
  const conditions = [query.include_revoked ? sql`true` : isLive(ctx.clock.now())];
  if (query.user_id !== undefined) conditions.push(sql`g.user_id = ${query.user_id}`);
  if (query.client_id !== undefined) conditions.push(sql`g.client_id = ${query.client_id}`);
  if (query.cursor !== undefined) {
    const after = decodeCursor(query.cursor);
    conditions.push(sql`(g.created_at, g.grant_id) < (${after.at}, ${after.id})`);
  }
  const { rows } = await sql<NamedGrantRow>`
    ${NAMED} where ${sql.join(conditions, sql` and `)} order by g.created_at desc, g.grant_id desc limit ${query.limit + 1}`.execute(
    ctx.db,
  );
  return toPage(rows, query.limit, { item: presentGrant, cursor: (row) => ({ at: row.created_at, id: row.grant_id }) });
}

/** The client may be the console’s own, or deleted since: its id stands for its name then. */
function presentGrant(row: NamedGrantRow): Grant {
  return {
    ...row,
    client_name: row.client_name ?? row.client_id,
    scopes: row.scopes.map((scope) => ({ ...scope, text_version: scope.text_version ?? null, locale: scope.locale ?? null })),
    expires_at: row.expires_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    revoked_at: row.revoked_at?.toISOString() ?? null,
  };
}
