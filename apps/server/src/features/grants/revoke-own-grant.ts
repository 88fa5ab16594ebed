import type { Context } from '../../context.ts';
import { selectNamedGrant } from './named-grant-store.ts';
import { revokeGrant } from './revoke-grant.ts';

/** Revokes a grant of the user who acts. `false`: they have none of this id; whether somebody else has is not told. */
export async function revokeOwnGrant(ctx: Context, grantId: string): Promise<boolean> {
  const grant = await selectNamedGrant(ctx, grantId);
  if (grant === null || ctx.actor.type !== 'user' || grant.user_id !== ctx.actor.id) return false;
  await revokeGrant(ctx, grantId);
  return true;
}
