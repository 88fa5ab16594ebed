import type { InitialAccessToken, Page } from '@consentry/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';

export interface InitialAccessTokenRow {
  initial_access_token_id: string;
  name: string;
  created_at: Date;
  expires_at: Date | null;
  max_uses: number | null;
  uses: number;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

const COLUMNS = sql.raw('initial_access_token_id, name, created_at, expires_at, max_uses, uses, last_used_at, revoked_at');

export async function insertInitialAccessToken(ctx: Context, row: InitialAccessTokenRow & { token_hash: Buffer }): Promise<void> {
  await sql`
    insert into initial_access_tokens (initial_access_token_id, name, token_hash, created_at, expires_at, max_uses)
    values (${row.initial_access_token_id}, ${row.name}, ${row.token_hash}, ${row.created_at}, ${row.expires_at}, ${row.max_uses})`.execute(
    ctx.db,
  );
}

export async function selectInitialAccessTokens(
  ctx: Context,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<InitialAccessToken>> {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
  const condition = after === null ? sql`true` : sql`(created_at, initial_access_token_id) < (${after.at}, ${after.id})`;
  const { rows } = await sql<InitialAccessTokenRow>`
    select ${COLUMNS} from initial_access_tokens where ${condition}
    order by created_at desc, initial_access_token_id desc limit ${query.limit + 1}`.execute(ctx.db);
  return toPage(rows, query.limit, {
    item: presentInitialAccessToken,
    cursor: (row) => ({ at: row.created_at, id: row.initial_access_token_id }),
  });
}

/** Counts a use, in one statement: of requests at once no more than `max_uses` get a row. */
export async function updateInitialAccessTokenUse(ctx: Context, tokenHash: Buffer): Promise<InitialAccessTokenRow | null> {
  const now = ctx.clock.now();
  const { rows } = await sql<InitialAccessTokenRow>`
    update initial_access_tokens set uses = uses + 1, last_used_at = ${now}
    where token_hash = ${tokenHash} and revoked_at is null and (expires_at is null or expires_at > ${now})
      and (max_uses is null or uses < max_uses)
    returning ${COLUMNS}`.execute(ctx.db);
  return rows[0] ?? null;
}

export async function updateInitialAccessTokenRevoked(ctx: Context, id: string): Promise<InitialAccessTokenRow | null> {
  const { rows } = await sql<InitialAccessTokenRow>`
    update initial_access_tokens set revoked_at = coalesce(revoked_at, ${ctx.clock.now()})
    where initial_access_token_id = ${id} returning ${COLUMNS}`.execute(ctx.db);
  return rows[0] ?? null;
}

export function presentInitialAccessToken(row: InitialAccessTokenRow): InitialAccessToken {
  return {
    ...row,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
  };
}
