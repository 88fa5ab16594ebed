import type { Context } from '../../context.ts';
import { selectLiveGrantCount } from './grant-store.ts';

/** How many users have allowed a client something that holds now. */
export async function countLiveGrants(ctx: Context, clientId: string): Promise<number> {
  return selectLiveGrantCount(ctx, clientId);
}
