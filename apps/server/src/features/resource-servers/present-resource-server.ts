import type { AuthorizationDetailsType, ResourceServer } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { typesOfResources } from '../authorization-details/types-of-resources.ts';
import type { ResourceServerRow } from './resource-server-store.ts';

/** As the contract has it, with the types of authorization details that it declares. */
export function presentResourceServer(row: ResourceServerRow, types: AuthorizationDetailsType[]): ResourceServer {
  return { ...row, authorization_details_types: types, created_at: row.created_at.toISOString(), updated_at: row.updated_at.toISOString() };
}

/** The same of several, whose types are read with one statement. */
export async function presentResourceServers(ctx: Context, rows: readonly ResourceServerRow[]): Promise<ResourceServer[]> {
  const types = await typesOfResources(
    ctx,
    rows.map(({ resource }) => resource),
  );
  return rows.map((row) => presentResourceServer(row, types.get(row.resource) ?? []));
}
