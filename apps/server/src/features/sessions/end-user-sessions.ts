import type { Context } from '../../context.ts';
import { enqueueLogouts } from '../logout-deliveries/enqueue-logouts.ts';
import { deleteConsoleSessionsOfUser, deleteSessionsOfUser, revokeFamiliesOfUser } from './session-store.ts';

export type SessionEndReason = 'password_changed' | 'user_disabled';

/** Ends all that a user is signed in to: browser sessions, also at clients, console sessions, tokens. Runs in the caller’s transaction. */
export async function endUserSessions(tx: Context, input: { user_id: string; reason: SessionEndReason }): Promise<void> {
  await enqueueLogouts(tx, await deleteSessionsOfUser(tx, input.user_id));
  await deleteConsoleSessionsOfUser(tx, input.user_id);
  await revokeFamiliesOfUser(tx, input);
}
