import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { endSomeSessions } from './end-some-sessions.ts';

/** Ends all sessions of the user who acts but this one. */
export async function endOtherSessions(ctx: Context, sessionUid: string): Promise<void> {
  const { type, id } = ctx.actor;
  if (type !== 'user' || id === null) return;
  await mutate(ctx, async (tx) => ({
    result: undefined,
    audit: await endSomeSessions(tx, { user_id: id, except_session_uid: sessionUid }),
  }));
}
