import { sql } from 'kysely';
import type { Context } from '../../context.ts';

export interface ClientServiceRow {
  client_id: string;
  slug: string;
  /** `null`: the recipe asks for none. */
  address: string | null;
}

export async function upsertClientService(ctx: Context, row: ClientServiceRow): Promise<void> {
  await sql`
    insert into client_services (client_id, slug, address) values (${row.client_id}, ${row.slug}, ${row.address})
    on conflict (client_id) do update set slug = excluded.slug, address = excluded.address`.execute(ctx.db);
}

export async function selectClientService(ctx: Context, clientId: string): Promise<ClientServiceRow | null> {
  const { rows } = await sql<ClientServiceRow>`select * from client_services where client_id = ${clientId}`.execute(ctx.db);
  return rows[0] ?? null;
}
