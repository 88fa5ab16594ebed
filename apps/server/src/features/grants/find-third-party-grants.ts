import type { Context } from '../../context.ts';
import { selectThirdPartyGrants, type ThirdPartyGrantRow } from './grant-store.ts';

export type { ThirdPartyGrantRow };

/** The user’s live grants to third-party clients, newest first: their connected apps. */
export async function findThirdPartyGrants(ctx: Context, userId: string): Promise<ThirdPartyGrantRow[]> {
  return selectThirdPartyGrants(ctx, userId);
}
