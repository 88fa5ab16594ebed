import { Provider } from 'oidc-provider';
import type { GrantRow } from '../features/grants/find-grant.ts';
import type { AccountUser } from '../features/users/account-sql.ts';
import { Attached } from '../platform/attached.ts';

/** What the first look-up of a running request has brought along, so that the engine's next questions need none. */
interface Known {
  users?: Map<string, AccountUser | null>;
  /** Those that hold now, by identifier. */
  grants?: Map<string, GrantRow>;
  /** By user and client; `null`: there is none. */
  pairs?: Map<string, GrantRow | null>;
  /** As they are stored, by `uid`; `null`: it has ended. */
  sessions?: Map<string, StoredPayload | null>;
}

type StoredPayload = Readonly<Record<string, unknown>>;

const known = new Attached<Known>();

export function rememberUser(userId: string, user: AccountUser | null): void {
  const request = ofRequest();
  if (request !== undefined) (request.users ??= new Map()).set(userId, user);
}

/** `undefined`: nobody has looked yet. Around the engine’s own handlers the request has to be named. */
export function knownUser(userId: string, request: object | undefined = Provider.ctx?.oidc): AccountUser | null | undefined {
  return request === undefined ? undefined : known.get(request)?.users?.get(userId);
}

export function rememberGrant(grant: GrantRow): void {
  const request = ofRequest();
  if (request === undefined) return;
  (request.grants ??= new Map()).set(grant.grant_id, grant);
  (request.pairs ??= new Map()).set(pairOf(grant), grant);
}

export function rememberNoGrant(pair: { user_id: string; client_id: string }): void {
  const request = ofRequest();
  if (request !== undefined) (request.pairs ??= new Map()).set(pairOf(pair), null);
}

export function knownGrant(grantId: string): GrantRow | undefined {
  return ofRequest()?.grants?.get(grantId);
}

/** `undefined`: nobody has looked yet. */
export function knownGrantOfPair(pair: { user_id: string; client_id: string }): GrantRow | null | undefined {
  return ofRequest()?.pairs?.get(pairOf(pair));
}

export function rememberSession(uid: string, payload: StoredPayload | null): void {
  const request = ofRequest();
  if (request !== undefined) (request.sessions ??= new Map()).set(uid, payload);
}

/** `undefined`: nobody has looked yet. */
export function knownSession(uid: string): StoredPayload | null | undefined {
  return ofRequest()?.sessions?.get(uid);
}

function ofRequest(): Known | undefined {
  const { oidc } = Provider.ctx ?? {};
  if (oidc === undefined) return undefined;
  const before = known.get(oidc);
  if (before !== undefined) return before;
  const made: Known = {};
  known.set(oidc, made);
  return made;
}

function pairOf({ user_id, client_id }: { user_id: string; client_id: string }): string {
  // A user’s identifier has no space in it.
  return `${user_id} ${client_id}`;
}
