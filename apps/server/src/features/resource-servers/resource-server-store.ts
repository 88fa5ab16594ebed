import type { Page, ResourceServerScope, SigningAlg } from '@consentry/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';

export interface ResourceServerRow {
  resource: string;
  name: string;
  scopes: ResourceServerScope[];
  access_token_format: 'jwt' | 'opaque';
  access_token_ttl_seconds: number;
  access_token_signing_alg: SigningAlg;
  third_party_token_exchange: boolean;
  created_at: Date;
  updated_at: Date;
}

/** An instance of an earlier release writes no sensitivity. */
type StoredRow = Omit<ResourceServerRow, 'scopes'> & {
  scopes: (Omit<ResourceServerScope, 'sensitivity'> & Partial<Pick<ResourceServerScope, 'sensitivity'>>)[];
};

function fromStored(row: StoredRow): ResourceServerRow {
  return { ...row, scopes: row.scopes.map(({ name, description, ...scope }) => ({ name, description, sensitivity: 'low', ...scope })) };
}

export async function insertResourceServer(ctx: Context, row: ResourceServerRow): Promise<void> {
  await sql`
    insert into resource_servers (resource, name, scopes, access_token_format, access_token_ttl_seconds, access_token_signing_alg,
      third_party_token_exchange, created_at, updated_at)
    values (${row.resource}, ${row.name}, ${JSON.stringify(row.scopes)}::jsonb, ${row.access_token_format}, ${row.access_token_ttl_seconds},
      ${row.access_token_signing_alg}, ${row.third_party_token_exchange}, ${row.created_at}, ${row.updated_at})`.execute(ctx.db);
}

export async function updateResourceServerRow(ctx: Context, row: ResourceServerRow): Promise<void> {
  await sql`
    update resource_servers set name = ${row.name}, scopes = ${JSON.stringify(row.scopes)}::jsonb, access_token_format = ${row.access_token_format},
      access_token_ttl_seconds = ${row.access_token_ttl_seconds}, access_token_signing_alg = ${row.access_token_signing_alg},
      third_party_token_exchange = ${row.third_party_token_exchange}, updated_at = ${row.updated_at}
    where resource = ${row.resource}`.execute(ctx.db);
}

export async function selectResourceServersByUri(ctx: Context, resources: string[]): Promise<ResourceServerRow[]> {
  const { rows } = await sql<StoredRow>`select * from resource_servers where resource = any(${resources})`.execute(ctx.db);
  return rows.map(fromStored);
}

/** Reads a resource server and locks the row until the transaction ends, so that two changes follow each other. */
export async function selectResourceServerForUpdate(ctx: Context, resource: string): Promise<ResourceServerRow | null> {
  const { rows } = await sql<StoredRow>`select * from resource_servers where resource = ${resource} for update`.execute(ctx.db);
  return rows[0] === undefined ? null : fromStored(rows[0]);
}

export async function selectCountBySigningAlg(ctx: Context, algs: readonly SigningAlg[]): Promise<number> {
  const { rows } = await sql<{ apis: number }>`
    select count(*)::integer as apis from resource_servers where access_token_signing_alg = any(${algs})`.execute(ctx.db);
  return rows[0]?.apis ?? 0;
}

export async function deleteResourceServerRow(ctx: Context, resource: string): Promise<void> {
  await sql`delete from resource_servers where resource = ${resource}`.execute(ctx.db);
}

export async function selectResourceServers(
  ctx: Context,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<ResourceServerRow>> {
  const conditions = [sql`true`];
  if (query.cursor !== undefined) {
    const after = decodeCursor(query.cursor);
    conditions.push(sql`(created_at, resource) < (${after.at}, ${after.id})`);
  }
  const { rows } = await sql<StoredRow>`
    select * from resource_servers where ${sql.join(conditions, sql` and `)} order by created_at desc, resource desc limit ${query.limit + 1}`.execute(
    ctx.db,
  );
  return toPage(rows.map(fromStored), query.limit, {
    item: (row) => row,
    cursor: (row) => ({ at: row.created_at, id: row.resource }),
  });
}
