import type { Context } from '../../context.ts';
import { hashPassword } from '../../platform/password-hash.ts';
import { mutate } from '../audit-events/mutate.ts';
import { updateUser } from './update-user.ts';
import { selectUserForUpdate } from './user-store.ts';
import { verifySignIn } from './verify-sign-in.ts';

export interface ChangeOwnPassword {
  username: string;
  current_password: string;
  new_password: string;
}

/**
 * Replaces the password of the user who acts; all their sessions and tokens end, the one they act in included.
 * `false`: the current password is another one.
 */
export async function changeOwnPassword(ctx: Context, input: ChangeOwnPassword): Promise<boolean> {
  const user = await verifySignIn(ctx, { identifier: input.username, password: input.current_password });
  if (user === null || user.user_id !== ctx.actor.id) return false;
  const password_hash = await hashPassword(input.new_password);
  return mutate(ctx, async (tx) => {
    const now = await selectUserForUpdate(tx, user.user_id);
    // Without this, two changes at once would both succeed: the one that lost the race knows only a password that is gone.
    if (now === null || now.disabled_at !== null || now.password_hash !== user.password_hash) return { result: false, audit: null };
    await updateUser(tx, { user_id: user.user_id, password_hash });
    return { result: true, audit: null };
  });
}
