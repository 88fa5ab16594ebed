import type { ClientUse } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { countLiveGrants } from '../grants/count-live-grants.ts';
import { clientNotFound } from './client-not-found.ts';
import { selectLastSignIn } from './client-stats-store.ts';
import { findClient } from './find-client.ts';

/** How much a client is used, its users counted at this moment. Problems: `client-not-found`. */
export async function getClientUse(ctx: Context, clientId: string): Promise<ClientUse> {
  if ((await findClient(ctx, clientId)) === null) throw clientNotFound(clientId);
  const lastSignIn = await selectLastSignIn(ctx, clientId);
  return { user_count: await countLiveGrants(ctx, clientId), last_sign_in_at: lastSignIn?.toISOString() ?? null };
}
