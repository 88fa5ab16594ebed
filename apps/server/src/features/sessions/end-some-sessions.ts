import type { Context } from '../../context.ts';
import type { AuditEntry } from '../audit-events/mutate.ts';
import { enqueueLogouts } from '../logout-deliveries/enqueue-logouts.ts';
import { deleteConsoleSessionsOfUser, deleteSomeSessionsOfUser, revokeFamiliesOfSessions, type SomeSessions } from './session-store.ts';

/**
 * Ends one browser session of a user, or all but one, also at clients, with the tokens that live with it. Runs in the caller’s transaction.
 * Console sessions don’t say which browser they are in, so that all of the user’s end: a browser whose session lives on opens its
 * own again without being asked.
 */
export async function endSomeSessions(tx: Context, which: SomeSessions): Promise<AuditEntry[]> {
  const ended = await deleteSomeSessionsOfUser(tx, which);
  if (ended.length === 0) return [];
  await enqueueLogouts(tx, ended);
  await revokeFamiliesOfSessions(tx, { session_uids: ended.map(({ session_uid }) => session_uid), reason: 'session_ended' });
  await deleteConsoleSessionsOfUser(tx, which.user_id);
  return ended.map(({ session_uid }) => ({ action: 'session.ended', user_id: which.user_id, details: { session_uid } }));
}
