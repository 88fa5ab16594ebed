import type { Context } from '../../context.ts';
import type { ScopeIdentity } from '../../features/grants/new-scopes.ts';
import { findResourceServers, type ResourceServerRow } from '../../features/resource-servers/find-resource-servers.ts';

/** The APIs that scopes belong to, as far as they exist. */
export async function serversOfScopes(ctx: Context, scopes: readonly ScopeIdentity[]): Promise<ResourceServerRow[]> {
  return findResourceServers(ctx, [...new Set(scopes.flatMap(({ resource }) => resource ?? []))]);
}
