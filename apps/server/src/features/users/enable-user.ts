import type { User } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { userNotFound } from './user-not-found.ts';
import { presentUser, selectUserForUpdate, updateUserRow } from './user-store.ts';

/** Lets a disabled user sign in again; ended sessions stay ended. Problems: `user-not-found`. */
export async function enableUser(ctx: Context, userId: string): Promise<User> {
  return mutate(ctx, async (tx) => {
    const user = await selectUserForUpdate(tx, userId);
    if (user === null) throw userNotFound(userId);
    if (user.disabled_at === null) return { result: presentUser(user), audit: null };

    const row = { ...user, disabled_at: null, updated_at: tx.clock.now() };
    await updateUserRow(tx, row);
    return { result: presentUser(row), audit: { action: 'user.enabled', user_id: userId } };
  });
}
