import type { Settings } from '@consentry/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';

/** Those that are stored; one row for each. */
export async function selectSettings(ctx: Context): Promise<Partial<Settings>> {
  const { rows } = await sql<{ name: string; value: unknown }>`select name, value from settings`.execute(ctx.db);
  return Object.fromEntries(rows.map((row) => [row.name, row.value]));
}

export async function upsertSettings(ctx: Context, settings: Partial<Settings>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    await sql`
      insert into settings (name, value, updated_at) values (${name}, ${JSON.stringify(value)}::jsonb, ${ctx.clock.now()})
      on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at`.execute(ctx.db);
  }
}

export async function insertMissingSettings(ctx: Context, settings: Settings): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    await sql`
      insert into settings (name, value, updated_at) values (${name}, ${JSON.stringify(value)}::jsonb, ${ctx.clock.now()})
      on conflict (name) do nothing`.execute(ctx.db);
  }
}
