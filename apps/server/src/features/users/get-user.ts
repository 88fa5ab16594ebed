import type { User } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { presentUser, selectUser } from './user-store.ts';
import { userNotFound } from './user-not-found.ts';

/** Reads a user. Problems: `user-not-found`. */
export async function getUser(ctx: Context, userId: string): Promise<User> {
  const row = await selectUser(ctx, userId);
  if (row === null) throw userNotFound(userId);
  return presentUser(row);
}
