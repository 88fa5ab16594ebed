import type { ClientSecretMetadata } from '@consentry/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';

export interface ClientSecretRow {
  secret_id: string;
  client_id: string;
  name: string;
  secret_hash: Uint8Array;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
}

export async function insertClientSecret(ctx: Context, secret: ClientSecretRow): Promise<void> {
  await sql`
    insert into client_secrets (secret_id, client_id, name, secret_hash, created_at, expires_at, last_used_at)
    values (${secret.secret_id}, ${secret.client_id}, ${secret.name}, ${secret.secret_hash}, ${secret.created_at}, ${secret.expires_at},
      ${secret.last_used_at})`.execute(ctx.db);
}

/** All of them, expired or not. */
export async function selectClientSecrets(ctx: Context, clientId: string): Promise<ClientSecretRow[]> {
  const { rows } = await sql<ClientSecretRow>`select * from client_secrets where client_id = ${clientId}`.execute(ctx.db);
  return rows;
}

export async function selectExpiredClientSecrets(ctx: Context, clientId: string): Promise<ClientSecretRow[]> {
  const { rows } = await sql<ClientSecretRow>`
    select * from client_secrets where client_id = ${clientId} and expires_at <= ${ctx.clock.now()}`.execute(ctx.db);
  return rows;
}

/** Secrets as the contract shows them, oldest first, by client. */
export async function selectSecretsOfClients(ctx: Context, clientIds: string[]): Promise<Map<string, ClientSecretMetadata[]>> {
  const byClient = new Map<string, ClientSecretMetadata[]>();
  if (clientIds.length === 0) return byClient;
  const { rows } = await sql<Omit<ClientSecretRow, 'secret_hash'>>`
    select secret_id, client_id, name, created_at, expires_at, last_used_at from client_secrets
    where client_id = any(${clientIds}) order by created_at, secret_id`.execute(ctx.db);
  for (const row of rows) byClient.set(row.client_id, [...(byClient.get(row.client_id) ?? []), presentClientSecret(row)]);
  return byClient;
}

/** Whether there was such a secret. */
export async function deleteClientSecret(
  ctx: Context,
  secret: { client_id: string; secret_id: string },
): Promise<ClientSecretMetadata | null> {
  const { rows } = await sql<ClientSecretRow>`
    delete from client_secrets where client_id = ${secret.client_id} and secret_id = ${secret.secret_id} returning *`.execute(ctx.db);
  return rows[0] === undefined ? null : presentClientSecret(rows[0]);
}

/** Those that are good now end at this time, if not before; oldest first. */
export async function expireClientSecrets(ctx: Context, input: { client_id: string; at: Date }): Promise<ClientSecretMetadata[]> {
  const { rows } = await sql<ClientSecretRow>`
    update client_secrets set expires_at = least(expires_at, ${input.at}::timestamptz)
    where client_id = ${input.client_id} and (expires_at is null or expires_at > ${ctx.clock.now()}) returning *`.execute(ctx.db);
  return rows.toSorted((a, b) => a.created_at.getTime() - b.created_at.getTime()).map((row) => presentClientSecret(row));
}

export async function deleteClientSecretsNamed(ctx: Context, secret: { client_id: string; name: string }): Promise<void> {
  await sql`delete from client_secrets where client_id = ${secret.client_id} and name = ${secret.name}`.execute(ctx.db);
}

export async function updateClientSecretUse(ctx: Context, secretId: string): Promise<void> {
  await sql`update client_secrets set last_used_at = ${ctx.clock.now()} where secret_id = ${secretId}`.execute(ctx.db);
}

export function presentClientSecret(row: Omit<ClientSecretRow, 'secret_hash'>): ClientSecretMetadata {
  return {
    secret_id: row.secret_id,
    name: row.name,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
  };
}
