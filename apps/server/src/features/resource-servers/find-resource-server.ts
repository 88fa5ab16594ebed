import type { Context } from '../../context.ts';
import { findResourceServers } from './find-resource-servers.ts';
import type { ResourceServerRow } from './resource-server-store.ts';

/** The resource server of exactly this URI, or `null` (RFC 8707 §2); anything may come from a request here. */
export async function findResourceServer(ctx: Context, resource: string): Promise<ResourceServerRow | null> {
  const [row] = await findResourceServers(ctx, [resource]);
  return row ?? null;
}
