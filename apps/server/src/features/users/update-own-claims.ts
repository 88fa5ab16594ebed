import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { withOwnClaims, type OwnClaimsChange } from './own-claims.ts';
import { updateUser } from './update-user.ts';
import { selectUserForUpdate } from './user-store.ts';

/** Changes the claims that are named, of the user who acts; what others change meanwhile in the rest stays. */
export async function updateOwnClaims(ctx: Context, change: OwnClaimsChange): Promise<void> {
  const { type, id } = ctx.actor;
  if (type !== 'user' || id === null) return;
  await mutate(ctx, async (tx) => {
    const user = await selectUserForUpdate(tx, id);
    if (user !== null) await updateUser(tx, { user_id: id, claims: withOwnClaims(user.claims, change) });
    return { result: undefined, audit: null };
  });
}
