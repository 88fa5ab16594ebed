import type { Page, ResourceServer } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { presentResourceServers } from './present-resource-server.ts';
import { selectResourceServers } from './resource-server-store.ts';

/** Lists the APIs that tokens are issued for, newest first. */
export async function listResourceServers(
  ctx: Context,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<ResourceServer>> {
  const page = await selectResourceServers(ctx, query);
  return { ...page, items: await presentResourceServers(ctx, page.items) };
}
