import type { User } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { endUserSessions } from '../sessions/end-user-sessions.ts';
import { assertOperatorStays } from './assert-operator-stays.ts';
import { userNotFound } from './user-not-found.ts';
import { lockOperators, presentUser, selectUserForUpdate, updateUserRow } from './user-store.ts';

/** Disables a user: no sign-in, no token, all sessions end at once. Problems: `user-not-found`, `last-operator`. */
export async function disableUser(ctx: Context, userId: string): Promise<User> {
  return mutate(ctx, async (tx) => {
    const operators = await lockOperators(tx);
    const user = await selectUserForUpdate(tx, userId);
    if (user === null) throw userNotFound(userId);
    if (user.disabled_at !== null) return { result: presentUser(user), audit: null };
    assertOperatorStays(operators, user);

    const now = tx.clock.now();
    const row = { ...user, disabled_at: now, updated_at: now };
    await updateUserRow(tx, row);
    await endUserSessions(tx, { user_id: userId, reason: 'user_disabled' });
    return { result: presentUser(row), audit: { action: 'user.disabled', user_id: userId } };
  });
}
