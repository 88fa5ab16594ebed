import type { Context } from '../../context.ts';
import { selectUser, type UserRow } from './user-store.ts';

export type { UserRow };

/** The user, disabled or not, or `null`. */
export async function findUser(ctx: Context, userId: string): Promise<UserRow | null> {
  return selectUser(ctx, userId);
}
