import type { Context } from '../../context.ts';
import { deleteConsoleSessionsOfUser } from './session-store.ts';

/** Ends a user’s console sessions alone. Runs in the caller’s transaction. */
export async function endConsoleSessions(tx: Context, userId: string): Promise<void> {
  await deleteConsoleSessionsOfUser(tx, userId);
}
