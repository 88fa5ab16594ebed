import { Provider } from 'oidc-provider';
import type { Context } from '../context.ts';
import type { GrantRow } from '../features/grants/find-grant.ts';
import { grantOfJson } from '../features/grants/grant-sql.ts';
import { accountOfJson, type AccountUser } from '../features/users/account-sql.ts';
import { knownGrant, knownGrantOfPair, knownUser, rememberGrant, rememberNoGrant, rememberUser } from './known-in-request.ts';
import { liveGrantsById, liveGrantsByPair, usersWithGrant, type GrantAndUser } from './look-up-store.ts';

/** The user, disabled or not, or `null`; asked at most once in a request. */
export async function lookUpUser({ gather }: Context, userId: string): Promise<AccountUser | null> {
  const known = knownUser(userId);
  if (known !== undefined) return known;
  const client_id = Provider.ctx?.oidc?.client?.clientId ?? null;
  const row = await gather.read(usersWithGrant({ user_id: userId, client_id }));
  const user = row === null ? null : accountOfJson(row.user_row);
  rememberUser(userId, user);
  // Who asks for the user of a client asks for the grant next.
  if (row !== null && row.grant_row !== null) rememberGrant(grantOfJson(row.grant_row));
  else if (client_id !== null) rememberNoGrant({ user_id: userId, client_id });
  return user;
}

/** The grant, or `null` when it does not hold; asked at most once in a request. */
export async function lookUpGrant({ gather }: Context, grantId: string): Promise<GrantRow | null> {
  const known = knownGrant(grantId);
  if (known !== undefined) return known;
  const row = await gather.read(liveGrantsById({ grant_id: grantId }));
  return row === null ? null : remember(row);
}

/** What the user has allowed the client now, or `null`; asked at most once in a request. */
export async function lookUpGrantOfPair({ gather }: Context, pair: { user_id: string; client_id: string }): Promise<GrantRow | null> {
  const { user_id, client_id } = pair;
  const known = knownGrantOfPair(pair);
  if (known !== undefined) return known;
  const row = await gather.read(liveGrantsByPair({ user_id, client_id }));
  if (row !== null) return remember(row);
  rememberNoGrant(pair);
  return null;
}

/** A grant comes with its user. */
function remember({ grant_row, user_row }: GrantAndUser): GrantRow {
  const grant = grantOfJson(grant_row);
  rememberGrant(grant);
  rememberUser(grant.user_id, user_row === null ? null : accountOfJson(user_row));
  return grant;
}
