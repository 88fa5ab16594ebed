import type { Context } from '../../context.ts';
import { updateClientUse } from './client-store.ts';

const RECORDED_EVERY_MS = 60 * 60 * 1000;

/** Records that the client got a token, to the hour. */
export async function noteClientUse(ctx: Context, clientId: string): Promise<void> {
  const since = new Date(ctx.clock.now().getTime() - RECORDED_EVERY_MS);
  await updateClientUse(ctx, { client_id: clientId, since });
}
