import type { Context } from '../../context.ts';
import { findResourceServer } from './find-resource-server.ts';
import type { ResourceServerRow } from './resource-server-store.ts';

/** The resource server as this process knows it, for the hot path: at most seconds behind (see platform/change-feed.ts). */
export function knownResourceServer(ctx: Context, resource: string): Promise<ResourceServerRow | null> {
  return ctx.cache.get('resource_servers', resource, () => findResourceServer(ctx, resource));
}
