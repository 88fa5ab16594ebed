import { isDeepStrictEqual } from 'node:util';
import { Provider } from 'oidc-provider';
import type { Context } from '../context.ts';
import { enqueueLogouts } from '../features/logout-deliveries/enqueue-logouts.ts';
import { hashToken, hashTokenText } from '../platform/keyring.ts';
import { inTransaction } from '../platform/transaction.ts';
import { grantOfJson } from '../features/grants/grant-sql.ts';
import { accountOfJson } from '../features/users/account-sql.ts';
import { change } from './deferred-writes.ts';
import { knownSession, rememberGrant, rememberNoGrant, rememberUser } from './known-in-request.ts';
import { expiryOf, withoutId, type PartialAdapter } from './partial-adapter.ts';
import { rememberSessionAtStart, sessionAtStart, type SessionAtStart } from './session-rotation.ts';
import { currentVisitor } from './session-visitor.ts';
import { deleteSession, LAST_USE_STEP_SECONDS, saveSession, sessionsByUid, sessionVisits } from './session-store.ts';

export function sessionAdapter(ctx: Context): PartialAdapter {
  return {
    async upsert(id, payload, expiresIn) {
      const session = {
        session_uid: String(payload.uid),
        id_hash: hashTokenText(id),
        user_id: payload.accountId ?? null,
        payload: withoutId(payload),
        expires_at: expiryOf(ctx, expiresIn),
        ...currentVisitor(),
        at: ctx.clock.now(),
        was_found: sessionAtStart() !== undefined,
      };
      if (isAsStored(session)) return;
      const key = `session ${session.session_uid}`;
      await change(ctx, { planned: saveSession(session), keys: [key], slot: key });
    },
    async find(id) {
      const client_id = askingClient();
      const found = await ctx.gather.read(sessionVisits({ id_hash: hashTokenText(id), client_id }));
      if (found === null) return undefined;
      const last_used_at = found.last_used_at === null ? null : new Date(found.last_used_at);
      rememberSessionAtStart({ ...found, expires_at: new Date(found.expires_at), last_used_at });
      if (found.user_row !== null) rememberUser(found.user_row.user_id, accountOfJson(found.user_row));
      if (found.grant_row !== null) rememberGrant(grantOfJson(found.grant_row));
      else if (found.user_row !== null && client_id !== null) rememberNoGrant({ user_id: found.user_row.user_id, client_id });
      return { ...ownCopy(found.payload), jti: id };
    },
    async findByUid(uid) {
      const known = knownSession(uid);
      const found = known === undefined ? ((await ctx.gather.read(sessionsByUid({ session_uid: uid })))?.payload ?? null) : known;
      // The identifier itself is not known any more; nothing that looks a session up by uid saves it.
      return found === null ? undefined : { ...found, jti: 'not-known' };
    },
    async destroy(id) {
      if (isRotation(id)) return;
      // Whatever ends a browser's session, its clients are told.
      await inTransaction(ctx.db, async (db) => enqueueLogouts({ ...ctx, db }, await deleteSession(db, hashToken(id))));
    },
  };
}

/** The engine changes what it is given, and what was stored is compared with what it saves. */
function ownCopy(payload: Record<string, unknown>): Record<string, unknown> {
  const { authorizations } = payload;
  if (typeof authorizations !== 'object' || authorizations === null) return payload;
  const copied = Object.entries(authorizations).map(([client, known]) => [client, { ...(known as object) }]);
  return { ...payload, authorizations: Object.fromEntries(copied) as unknown };
}

/** A session that is merely used again is saved once a minute: its end and its last use are known to the minute. */
function isAsStored(session: Omit<SessionAtStart, 'last_used_at'> & { at: Date }): boolean {
  const stored = sessionAtStart();
  if (stored === undefined || stored.last_used_at === null || stored.user_agent !== session.user_agent || stored.ip !== session.ip)
    return false;
  const step = LAST_USE_STEP_SECONDS * 1000;
  const lately = session.at.getTime() - stored.last_used_at.getTime() < step;
  const moved = Math.abs(session.expires_at.getTime() - stored.expires_at.getTime()) >= step;
  return lately && !moved && stored.id_hash === session.id_hash && isDeepStrictEqual(untimed(stored.payload), untimed(session.payload));
}

function untimed({ iat: _iat, exp: _exp, ...payload }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return payload;
}

/** The client of an authorization request, as the engine will read it: the session is read before the parameters are. */
function askingClient(): string | null {
  const id = Provider.ctx?.query['client_id'];
  return typeof id === 'string' && !id.includes('\0') ? id : null;
}

/** Before it saves a session under a new identifier the engine destroys the old one; ours are kept by `uid`, so that it is one statement. */
function isRotation(id: string): boolean {
  const session = Provider.ctx?.oidc?.session as { oldId?: string; id?: string } | undefined;
  return session?.oldId === id && session.id !== id;
}
