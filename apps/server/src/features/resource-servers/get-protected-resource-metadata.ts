import type { ProtectedResourceAnnouncement } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { getResourceServer } from './get-resource-server.ts';
import { protectedResourceAnnouncement } from './protected-resource-metadata.ts';

/** What the API has to serve and to send so that clients find their way here (RFC 9728). Problems: `resource-server-not-found`. */
export async function getProtectedResourceMetadata(ctx: Context, resource: string): Promise<ProtectedResourceAnnouncement> {
  const server = await getResourceServer(ctx, resource);
  return protectedResourceAnnouncement({
    issuer: ctx.issuer,
    resource: server.resource,
    name: server.name,
    scopes: server.scopes.map(({ name }) => name),
    types: server.authorization_details_types.map(({ type }) => type),
  });
}
