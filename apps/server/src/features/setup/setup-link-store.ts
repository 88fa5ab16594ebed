import { sql } from 'kysely';
import type { Context } from '../../context.ts';

/** Only the newest link is good: an older one may stand in a log. */
export async function replaceSetupLink(ctx: Context, tokenHash: Buffer): Promise<void> {
  await sql`
    with dropped as (delete from setup_links where consumed_at is null)
    insert into setup_links (token_hash, created_at) values (${tokenHash}, ${ctx.clock.now()})`.execute(ctx.db);
}

export async function selectSetupLink(ctx: Context, tokenHash: Buffer): Promise<{ consumed_at: Date | null } | null> {
  const { rows } = await sql<{ consumed_at: Date | null }>`select consumed_at from setup_links where token_hash = ${tokenHash}`.execute(
    ctx.db,
  );
  return rows[0] ?? null;
}

/** Uses the link up, in one statement: of two who post it at once, one gets `true`. */
export async function consumeSetupLink(ctx: Context, tokenHash: Buffer): Promise<boolean> {
  const { rows } = await sql`
    update setup_links set consumed_at = ${ctx.clock.now()} where token_hash = ${tokenHash} and consumed_at is null returning token_hash`.execute(
    ctx.db,
  );
  return rows.length === 1;
}

export async function selectHasOperator(ctx: Context): Promise<boolean> {
  const { rows } = await sql`select 1 from users where operator and disabled_at is null limit 1`.execute(ctx.db);
  return rows.length === 1;
}
