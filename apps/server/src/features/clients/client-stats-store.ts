import type { SigningAlg } from '@consentry/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';

export async function selectLastSignIn(ctx: Context, clientId: string): Promise<Date | null> {
  const { rows } = await sql<{ last_sign_in_at: Date | null }>`
    select last_sign_in_at from client_stats where client_id = ${clientId}`.execute(ctx.db);
  return rows[0]?.last_sign_in_at ?? null;
}

export async function selectCountBySigningAlg(ctx: Context, algs: readonly SigningAlg[]): Promise<number> {
  const { rows } = await sql<{ clients: number }>`
    select count(*)::integer as clients from clients
    where id_token_signed_response_alg = any(${algs}) or userinfo_signed_response_alg = any(${algs})
      or authorization_signed_response_alg = any(${algs}) or introspection_signed_response_alg = any(${algs})`.execute(ctx.db);
  return rows[0]?.clients ?? 0;
}

/**
 * Puts right what the kept counts do not know: grants that an instance of an earlier release wrote, or somebody in the database
 * itself. How many were wrong.
 */
export async function updateWrongUserCounts(ctx: Context): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    with counted as (select client_id, count(*)::integer as user_count from grants where revoked_at is null group by client_id)
    insert into client_stats as s (client_id, user_count)
    select c.client_id, coalesce(n.user_count, 0)
    from clients c left join counted n on n.client_id = c.client_id left join client_stats k on k.client_id = c.client_id
    where k.user_count is distinct from coalesce(n.user_count, 0)
    on conflict (client_id) do update set user_count = excluded.user_count`.execute(ctx.db);
  return Number(numAffectedRows);
}
