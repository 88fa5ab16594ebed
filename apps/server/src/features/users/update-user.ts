import type { UpdateUser, User } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { changedMembers, definedMembers } from '../../platform/changed-members.ts';
import { hashPassword } from '../../platform/password-hash.ts';
import { mutate, type AuditEntry } from '../audit-events/mutate.ts';
import { endConsoleSessions } from '../sessions/end-console-sessions.ts';
import { endUserSessions } from '../sessions/end-user-sessions.ts';
import { assertIdentifiersFree } from './assert-identifiers-free.ts';
import { assertMayChangeOperator } from './assert-may-change-operator.ts';
import { assertOperatorStays } from './assert-operator-stays.ts';
import { assertPasswordHash } from './assert-password-hash.ts';
import { takenProblem } from './taken-problem.ts';
import { userNotFound } from './user-not-found.ts';
import { lockOperators, presentUser, selectUserForUpdate, updateUserRow, type UserRow } from './user-store.ts';

/**
 * Changes the members that are sent. A new password ends the user’s sessions and tokens; a new e-mail address is unverified until said otherwise.
 * Problems: `user-not-found`, `username-taken`, `email-taken`, `last-operator`.
 */
export async function updateUser(ctx: Context, input: UpdateUser & { user_id: string; password_hash?: string | undefined }): Promise<User> {
  const { password, ...members } = input;
  assertPasswordHash(input.password_hash);
  const password_hash = password === undefined ? input.password_hash : await hashPassword(password);
  return mutate(ctx, async (tx) => {
    const operators = input.operator === false ? await lockOperators(tx) : [];
    const before = await selectUserForUpdate(tx, input.user_id);
    if (before === null) throw userNotFound(input.user_id);
    const after = afterPatch(before, { ...members, password_hash });
    const changed = changedMembers(before, after);
    if (changed.length === 0) return { result: presentUser(before), audit: null };

    assertMayChangeOperator(tx.actor, before.operator, Object.fromEntries(changed.map((name) => [publicName(name), true])));
    if (before.operator && !after.operator) assertOperatorStays(operators, before);
    if (changed.includes('username') || changed.includes('email')) await assertIdentifiersFree(tx, after);
    const newPassword = changed.includes('password_hash');
    const row = { ...after, ...(newPassword ? { rehashed_from: null } : {}), updated_at: tx.clock.now() };
    await updateUserRow(tx, row).catch(takenProblem(row));
    if (newPassword) await endUserSessions(tx, { user_id: row.user_id, reason: 'password_changed' });
    else if (before.operator && !row.operator) await endConsoleSessions(tx, row.user_id);
    return { result: presentUser(row), audit: auditOf(row, changed) };
  });
}

function afterPatch(before: UserRow, patch: Partial<{ [K in keyof UserRow]: UserRow[K] | undefined }>): UserRow {
  const sent = definedMembers(patch);
  const newAddress = sent.email !== undefined && sent.email !== before.email;
  return { ...before, ...(newAddress ? { email_verified: false } : {}), ...sent };
}

function publicName(name: string): string {
  return name === 'password_hash' ? 'password' : name;
}

function auditOf(row: UserRow, changed: (keyof UserRow)[]): AuditEntry {
  const details = { changed: changed.map(publicName), ...(changed.includes('operator') ? { operator: row.operator } : {}) };
  return { action: 'user.updated', user_id: row.user_id, details };
}
