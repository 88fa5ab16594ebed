import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { endSomeSessions } from './end-some-sessions.ts';

/** Ends a session of the user who acts. `false`: they have none of this uid; whether somebody else has is not told. */
export async function endOwnSession(ctx: Context, sessionUid: string): Promise<boolean> {
  const { type, id } = ctx.actor;
  if (type !== 'user' || id === null) return false;
  return mutate(ctx, async (tx) => {
    const audit = await endSomeSessions(tx, { user_id: id, session_uid: sessionUid });
    return { result: audit.length > 0, audit };
  });
}
