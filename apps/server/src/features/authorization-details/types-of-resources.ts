import type { AuthorizationDetailsType } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { selectDetailsTypesOfResources } from './details-type-store.ts';

/** The types that each of the resource servers declares, in their order. */
export async function typesOfResources(ctx: Context, resources: readonly string[]): Promise<Map<string, AuthorizationDetailsType[]>> {
  const rows = resources.length === 0 ? [] : await selectDetailsTypesOfResources(ctx, resources);
  const byResource = Map.groupBy(rows, ({ resource }) => resource);
  return new Map(
    resources.map((resource) => [resource, (byResource.get(resource) ?? []).map(({ type, schema, texts }) => ({ type, schema, texts }))]),
  );
}
