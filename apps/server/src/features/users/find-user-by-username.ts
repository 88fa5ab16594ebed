import type { Context } from '../../context.ts';
import { selectUserByUsername, type UserRow } from './user-store.ts';

/** The user of this name, whatever its case, or `null`. */
export async function findUserByUsername(ctx: Context, username: string): Promise<UserRow | null> {
  return selectUserByUsername(ctx, username);
}
