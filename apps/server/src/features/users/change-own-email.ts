import type { Context } from '../../context.ts';
import { updateUser } from './update-user.ts';
import { verifySignIn } from './verify-sign-in.ts';

export interface ChangeOwnEmail {
  username: string;
  current_password: string;
  /** `null`: none any more. */
  email: string | null;
}

/**
 * Replaces the e-mail address of the user who acts; a new one is unverified. It needs the password, because one signs in with it.
 * `false`: the password is another one. Problems: `email-taken`.
 */
export async function changeOwnEmail(ctx: Context, input: ChangeOwnEmail): Promise<boolean> {
  const user = await verifySignIn(ctx, { identifier: input.username, password: input.current_password });
  if (user === null || user.user_id !== ctx.actor.id) return false;
  await updateUser(ctx, { user_id: user.user_id, email: input.email });
  return true;
}
