import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { selectClaimedIdentifiers } from './user-store.ts';

/**
 * A username must not be another user’s e-mail address, nor the reverse.
 * Without this, who signs up under somebody’s address would stand between that person and their sign-in.
 */
export async function assertIdentifiersFree(tx: Context, user: { user_id: string; username: string; email: string | null }): Promise<void> {
  const claimed = await selectClaimedIdentifiers(tx, user);
  if (claimed.username) {
    const detail = `The username “${user.username}” is in use.`;
    throw new Problem('username-taken', detail, { errors: [{ pointer: '#/username', detail }] });
  }
  if (claimed.email) {
    const detail = `The e-mail address “${user.email}” is in use.`;
    throw new Problem('email-taken', detail, { errors: [{ pointer: '#/email', detail }] });
  }
}
