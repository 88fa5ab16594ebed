import type { Context } from '../context.ts';
import type { GrantRow } from '../features/grants/find-grant.ts';
import { grantOfJson } from '../features/grants/grant-sql.ts';
import { accountOfJson, type AccountUser } from '../features/users/account-sql.ts';
import { visitsByUid } from './session-store.ts';

/** Who stands before a page of an interaction. */
export interface SessionVisit {
  /** `null`: nobody is signed in. */
  user_id: string | null;
  user: AccountUser | null;
  /** What that user has allowed the interaction’s client, if it holds now. */
  grant: GrantRow | null;
}

/** The browser session of an interaction, or `null` when it has ended. */
export async function findSessionVisit(
  { gather }: Context,
  session: { session_uid: string; client_id: string },
): Promise<SessionVisit | null> {
  const row = await gather.read(visitsByUid(session));
  if (row === null) return null;
  return {
    user_id: row.user_id,
    user: row.user_row === null ? null : accountOfJson(row.user_row),
    grant: row.grant_row === null ? null : grantOfJson(row.grant_row),
  };
}
