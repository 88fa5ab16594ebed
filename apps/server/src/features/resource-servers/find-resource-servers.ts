import { Resource } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { selectResourceServersByUri, type ResourceServerRow } from './resource-server-store.ts';

export type { ResourceServerRow };

/** Those of the URIs that name a resource server, with one statement; anything may come from a request here. */
export async function findResourceServers(ctx: Context, resources: readonly string[]): Promise<ResourceServerRow[]> {
  const possible = resources.filter((resource) => Resource.safeParse(resource).success);
  return possible.length === 0 ? [] : selectResourceServersByUri(ctx, possible);
}
