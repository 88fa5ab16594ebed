import type { Context } from '../../context.ts';
import { findClient, type ClientRow } from './find-client.ts';

/** The client as this process knows it, for the hot path: at most seconds behind, and as a rule milliseconds (see platform/change-feed.ts). */
export function knownClient(ctx: Context, clientId: string): Promise<ClientRow | null> {
  return ctx.cache.get('clients', clientId, () => findClient(ctx, clientId));
}
