import type { Context } from '../../context.ts';
import { selectLiveGrant, type GrantParties, type GrantRow } from './grant-store.ts';

/**
 * What the user has allowed the client now, or `null`. With a browser session named, what was given for another one alone
 * does not count.
 */
export async function findLiveGrant(ctx: Context, parties: GrantParties & { session_uid?: string | null }): Promise<GrantRow | null> {
  const grant = await selectLiveGrant(ctx, parties);
  if (grant === null || parties.session_uid === undefined) return grant;
  return countsInSession(grant, parties.session_uid) ? grant : null;
}

/** Whether a grant that holds was not given for another browser session alone. */
export function countsInSession(grant: GrantRow, sessionUid: string | null): boolean {
  return grant.session_uid === null || grant.session_uid === sessionUid;
}
