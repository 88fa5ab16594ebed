import type { Context } from '../../context.ts';
import { isImportedHash } from '../../platform/imported-hash.ts';
import { hashPassword, needsRehash, verifyPassword } from '../../platform/password-hash.ts';
import { selectImportedHash, selectUserByIdentifier, updatePasswordHash, type UserRow } from './user-store.ts';

/**
 * The user whom username or e-mail address and password name, or `null`.
 * An unknown user, one without a password, a wrong password and a disabled user cost the same work and give the same answer.
 * Throws `QueueFull` when too many sign-ins wait.
 */
export async function verifySignIn(ctx: Context, input: { identifier: string; password: string }): Promise<UserRow | null> {
  // PostgreSQL takes no NUL in text; nobody has an identifier with one.
  const user = input.identifier.includes('\0') ? null : await selectUserByIdentifier(ctx, input.identifier);
  const stored = user?.password_hash ?? null;
  const matches = await verifyPassword(stored, input.password);
  if (user === null || !matches || user.disabled_at !== null) {
    await spendAsMuch(ctx, stored, input.password);
    return null;
  }
  return withCurrentHash(ctx, user, input.password);
}

/**
 * While imported hashes are left, each failure costs one verification of ours and one of theirs: else the time would tell
 * that an account exists and has not been used since it was imported.
 */
async function spendAsMuch(ctx: Context, stored: string | null, password: string): Promise<void> {
  const imported = await selectImportedHash(ctx);
  if (imported === null) return;
  await verifyPassword(stored !== null && isImportedHash(stored) ? null : imported, password);
}

/** The password is only known now: the moment to bring an old hash to today’s parameters. */
async function withCurrentHash(ctx: Context, user: UserRow, password: string): Promise<UserRow> {
  if (user.password_hash === null || !needsRehash(user.password_hash)) return user;
  const after = await hashPassword(password);
  await updatePasswordHash(ctx, { user_id: user.user_id, before: user.password_hash, after });
  return { ...user, password_hash: after };
}
