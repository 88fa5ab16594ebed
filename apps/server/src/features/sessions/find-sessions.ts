import type { Context } from '../../context.ts';
import { selectSessionsOfUser, type SessionRow } from './session-store.ts';

export type { SessionRow };

/** Where the user is signed in, the latest used first. */
export async function findSessions(ctx: Context, userId: string): Promise<SessionRow[]> {
  return selectSessionsOfUser(ctx, userId);
}
