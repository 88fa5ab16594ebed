import { sql } from 'kysely';
import type { Context } from '../../context.ts';

export interface RegistrationRow {
  client_id: string;
  access_token_hash: Buffer;
  initial_access_token_id: string | null;
  software_statement_issuer: string | null;
  created_at: Date;
}

export async function insertRegistration(ctx: Context, row: RegistrationRow): Promise<void> {
  await sql`
    insert into client_registrations (client_id, access_token_hash, initial_access_token_id, software_statement_issuer, created_at)
    values (${row.client_id}, ${row.access_token_hash}, ${row.initial_access_token_id}, ${row.software_statement_issuer}, ${row.created_at})`.execute(
    ctx.db,
  );
}

/** Whether this is the registration access token of a client that still manages itself. */
export async function selectManagesItself(ctx: Context, token: { client_id: string; access_token_hash: Buffer }): Promise<boolean> {
  const { rows } = await sql`
    select from client_registrations r join clients c on c.client_id = r.client_id and c.origin = 'dynamic'
    where r.client_id = ${token.client_id} and r.access_token_hash = ${token.access_token_hash}`.execute(ctx.db);
  return rows.length === 1;
}
