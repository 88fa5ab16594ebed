import type { AuthorizationDetailsType } from '@consentry/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';

export interface DetailsTypeRow extends AuthorizationDetailsType {
  /** The API whose type it is. */
  resource: string;
}

export async function insertDetailsTypes(ctx: Context, resource: string, types: readonly AuthorizationDetailsType[]): Promise<void> {
  for (const [position, { type, schema, texts }] of types.entries()) {
    await sql`
      insert into authorization_details_types (type, resource, schema, texts, position)
      values (${type}, ${resource}, ${JSON.stringify(schema)}::jsonb, ${JSON.stringify(texts)}::jsonb, ${position})`.execute(ctx.db);
  }
}

export async function deleteDetailsTypesOf(ctx: Context, resource: string): Promise<void> {
  await sql`delete from authorization_details_types where resource = ${resource}`.execute(ctx.db);
}

const COLUMNS = sql`type, resource, schema, texts`;

export async function selectDetailsTypes(ctx: Context, types: readonly string[]): Promise<DetailsTypeRow[]> {
  const { rows } = await sql<DetailsTypeRow>`select ${COLUMNS} from authorization_details_types where type = any(${types})`.execute(ctx.db);
  return rows;
}

export async function selectDetailsTypesOfResources(ctx: Context, resources: readonly string[]): Promise<DetailsTypeRow[]> {
  const { rows } = await sql<DetailsTypeRow>`
    select ${COLUMNS} from authorization_details_types where resource = any(${resources}) order by resource, position`.execute(ctx.db);
  return rows;
}

export async function selectDetailsTypeNames(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ type: string }>`select type from authorization_details_types order by type`.execute(ctx.db);
  return rows.map((row) => row.type);
}
