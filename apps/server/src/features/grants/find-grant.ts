import type { Context } from '../../context.ts';
import { selectLiveGrantById, type GrantRow } from './grant-store.ts';

export type { GrantRow };

/** The grant, or `null` when there is none, or it is revoked, has run out, or its session has ended. */
export async function findGrant(ctx: Context, grantId: string): Promise<GrantRow | null> {
  return selectLiveGrantById(ctx, grantId);
}
