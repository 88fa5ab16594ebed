import type { AppliedChange, DeclaredUser } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { changedMembers, definedMembers } from '../../platform/changed-members.ts';
import { createUser } from '../users/create-user.ts';
import { findUserByUsername } from '../users/find-user-by-username.ts';
import { getUser } from '../users/get-user.ts';
import { hasPassword } from '../users/has-password.ts';
import { updateUser } from '../users/update-user.ts';

export async function applyUser(tx: Context, declared: DeclaredUser): Promise<AppliedChange> {
  const { username, password, password_hash, email, email_verified, groups, operator, ...claims } = declared;
  const members = { username, email, email_verified, groups, operator };
  const row = await findUserByUsername(tx, username);
  if (row === null) {
    await createUser(tx, { ...members, password, password_hash, claims: definedMembers(claims) });
    return { kind: 'user', id: username, change: 'created' };
  }
  const before = await getUser(tx, row.user_id);
  const newPassword = (await hasPassword(row, declared)) ? {} : { password, password_hash };
  const after = await updateUser(tx, {
    ...members,
    ...newPassword,
    claims: { ...row.claims, ...definedMembers(claims) },
    user_id: row.user_id,
  });
  const changed = 'password' in newPassword || changedMembers(before, after).length > 0;
  return { kind: 'user', id: username, change: changed ? 'updated' : 'unchanged' };
}
