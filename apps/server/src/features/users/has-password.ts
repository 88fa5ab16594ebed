import { equalBytes, hashToken } from '../../platform/keyring.ts';
import { verifyPassword } from '../../platform/password-hash.ts';
import type { UserRow } from './user-store.ts';

/** Whether the user signs in with this password already, given in clear or as hash. */
export async function hasPassword(
  user: UserRow,
  declared: { password?: string | undefined; password_hash?: string | undefined },
): Promise<boolean> {
  if (declared.password !== undefined) return verifyPassword(user.password_hash, declared.password);
  if (declared.password_hash === undefined) return true;
  if (declared.password_hash === user.password_hash) return true;
  return user.rehashed_from !== null && equalBytes(user.rehashed_from, hashToken(declared.password_hash));
}
