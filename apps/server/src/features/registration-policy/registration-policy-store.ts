import type { RegistrationPolicy } from '@consentry/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';

/** The settings that somebody has changed. */
export async function selectRegistrationPolicy(ctx: Context): Promise<Partial<RegistrationPolicy>> {
  const { rows } = await sql<{ name: string; value: unknown }>`select name, value from registration_policy`.execute(ctx.db);
  return Object.fromEntries(rows.map((row) => [row.name, row.value]));
}

export async function upsertRegistrationPolicy(ctx: Context, policy: Partial<RegistrationPolicy>): Promise<void> {
  for (const [name, value] of Object.entries(policy)) {
    await sql`
      insert into registration_policy (name, value, updated_at) values (${name}, ${JSON.stringify(value)}::jsonb, ${ctx.clock.now()})
      on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at`.execute(ctx.db);
  }
}
