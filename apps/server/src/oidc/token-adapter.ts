import { errors, Provider, type AdapterPayload } from 'oidc-provider';
import type { Context } from '../context.ts';
import { findClient } from '../features/clients/find-client.ts';
import { isTokenInForce } from '../features/clients/is-token-in-force.ts';
import { hashToken, hashTokenText } from '../platform/keyring.ts';
import { readExchangedGrantId } from './exchanged-grant.ts';
import { assertWithin } from './granted-details.ts';
import { readDetails } from './requested-details.ts';
import { change, waitingChanges } from './deferred-writes.ts';
import { heedClientChange } from './heed-client-change.ts';
import { rememberGrant, rememberSession, rememberUser } from './known-in-request.ts';
import { longestTtl } from './lifetimes.ts';
import { expiryOf, withoutId, type PartialAdapter } from './partial-adapter.ts';
import { refreshOverlap } from './refresh-overlap.ts';
import { knownPlaceOf, type Place } from './slots.ts';
import { structuredToken } from './structured-tokens.ts';
import { detailsOf, rememberTokenSource, tokenSource } from './token-source.ts';
import {
  deleteToken,
  findLiveToken,
  revokeFamily,
  revokeFamilyOfRefreshToken,
  revokeSessionFamilies,
  type TokenTable,
} from './token-store.ts';
import { keepFamily, saveAccessToken, saveCode, saveRefreshToken, useCode, useRefreshToken, type TokenUse } from './token-write-store.ts';

interface SavedToken extends Place {
  payload: Record<string, unknown>;
  expires_at: Date;
}

/** Codes, refresh tokens and opaque access tokens: all that came from one authorization is one family. */
export function tokenAdapter(ctx: Context, table: TokenTable): PartialAdapter {
  return {
    async upsert(id, payload, expiresIn) {
      const place = table === 'refresh_tokens' ? { slot: 0, id_hash: hashTokenText(id) } : knownPlaceOf(table, id);
      const saved = { ...place, payload: withoutId(payload), expires_at: expiryOf(ctx, expiresIn) };
      if (table === 'authorization_codes') await insertCode(ctx, saved, payload);
      else await insertToken(ctx, table, saved);
    },
    async find(id) {
      // A JWT is no name of anything that is stored here.
      if (structuredToken(id) !== null) return undefined;
      const found = await findLiveToken(ctx, table, id);
      if (found === null || !(await isExchangeInForce(ctx, found.payload))) return undefined;
      await heedClientChange(ctx, found.grant.client_id, found.client_updated_at);
      rememberUser(found.grant.user_id, found.user);
      if (found.grant_is_live) rememberGrant(found.grant);
      if (found.session !== null) rememberSession(found.session.session_uid, found.session.payload);
      rememberTokenSource({
        family_id: found.family_id,
        scopes: scopesOf(found.payload),
        resources: [found.payload['resource'] ?? []].flat().map(String),
        details: detailsOf(found.payload),
      });
      // Whether it may be repeated is decided where it is used up; until then it is as good as unused.
      const repeatable = table === 'refresh_tokens' && found.consumed_at !== null && found.consumed_at > refreshOverlap(ctx, id).since;
      const consumed = found.consumed_at === null || repeatable ? {} : { consumed: Math.floor(found.consumed_at.getTime() / 1000) };
      return { ...found.payload, ...consumed, ...endOf(ctx, table, found), jti: id };
    },
    async consume(id) {
      if (table === 'access_tokens') throw new Error('access tokens are not used up');
      assertResource();
      assertDetails();
      const use = { at: ctx.clock.now(), ip: Provider.ctx?.ip ?? null, keep_until: null };
      const planned =
        table === 'refresh_tokens'
          ? useRefreshToken({ ...use, id_hash: hashTokenText(id), ...refreshOverlap(ctx, id) })
          : useCode({ ...use, ...knownPlaceOf(table, id) });
      await change(ctx, { planned, keys: [currentFamily()], lost: () => new errors.InvalidGrant(`${table}: already used`) });
    },
    async destroy(id) {
      if (table === 'refresh_tokens') await revokeFamilyOfRefreshToken(ctx.db, hashToken(id), ctx.clock.now());
      else await deleteToken(ctx.db, table, id);
    },
    revokeByGrantId: (grantId) => revoke(ctx, table, grantId),
  };
}

/** The look-up joins the client that the user allowed something; a token issued in exchange ends with its own client as well. */
async function isExchangeInForce(ctx: Context, payload: Record<string, unknown>): Promise<boolean> {
  const exchanged = readExchangedGrantId(payload['grantId']);
  if (exchanged === null) return true;
  const client = await findClient(ctx, exchanged.client_id);
  return client !== null && isTokenInForce(client, Number(payload['iat']));
}

/**
 * When it ends. A refresh token that is not replaced lives on with each use (see refresh-rotation.ts); of the others only that they
 * are over by our clock: the engine goes by the machine's.
 */
function endOf(ctx: Context, table: TokenTable, { expires_at }: { expires_at: Date }): { exp?: number } {
  if (expires_at <= ctx.clock.now()) return { exp: 1 };
  return table === 'refresh_tokens' ? { exp: Math.floor(expires_at.getTime() / 1000) } : {};
}

/**
 * The family is kept for what will be issued from its code: almost always then, the exchange need not change it (see `keep_until`).
 * A row that is changed is written anew in each of its indexes.
 */
async function insertCode(ctx: Context, saved: SavedToken, payload: AdapterPayload): Promise<void> {
  const client = Provider.ctx?.oidc.client;
  const kept = client === undefined ? 0 : longestTtl(client, scopesOf(payload));
  const family = {
    family_id: ctx.random.id(),
    grant_id: String(payload.grantId),
    session_uid: payload.sessionUid ?? null,
    expires_with_session: payload.expiresWithSession ?? false,
    family_expires_at: new Date(saved.expires_at.getTime() + kept * 1000),
  };
  await change(ctx, { planned: saveCode({ ...saved, ...family, at: ctx.clock.now() }), keys: [] });
}

/** What is issued keeps its family: with the use that it follows, which changes the same row, or by itself. */
async function insertToken(ctx: Context, table: 'refresh_tokens' | 'access_tokens', saved: SavedToken): Promise<void> {
  const family_id = currentFamily();
  const save = table === 'refresh_tokens' ? saveRefreshToken : saveAccessToken;
  const keys = [family_id];
  const use = waitingChanges()?.find((made) => made.lost !== undefined && made.keys.includes(family_id))?.planned.row;
  if (use !== undefined) keepWithUse(use as TokenUse, saved.expires_at);
  else await change(ctx, { planned: keepFamily({ family_id, keep_until: saved.expires_at }), keys, slot: `family ${family_id}` });
  await change(ctx, { planned: save({ ...saved, family_id }), keys });
}

function keepWithUse(use: TokenUse, until: Date): void {
  if (use.keep_until === null || use.keep_until < until) use.keep_until = until;
}

/**
 * The engine revokes "by grant" on reuse, at the revocation endpoint and at sign-out, and asks each kind of token in turn.
 * A grant of ours outlives a sign-in and is shared by all browsers, so that only the family in question ends; once is enough.
 */
async function revoke(ctx: Context, table: TokenTable, grantId: string): Promise<void> {
  if (table !== 'access_tokens') return;
  // A client that ends a token which it got in exchange does not end the sign-in that this came from: that is another client's.
  if (readExchangedGrantId(grantId) !== null) return;
  const source = tokenSource();
  if (source !== undefined) return revokeFamily(ctx.db, source.family_id, ctx.clock.now());
  const uid = Provider.ctx?.oidc.session?.uid;
  if (uid !== undefined) await revokeSessionFamilies(ctx.db, { grant_id: grantId, session_uid: uid }, ctx.clock.now());
}

function currentFamily(): string {
  const source = tokenSource();
  if (source === undefined) throw new Error('a token is being issued without the code or refresh token that it comes from');
  return source.family_id;
}

/** Before the engine asks, because it asks after the token is used up: a mistyped resource must not cost the sign-in (RFC 8707 §2.2). */
function assertResource(): void {
  const allowed = tokenSource()?.resources ?? [];
  const requested: unknown[] = [Provider.ctx?.oidc.params?.['resource'] ?? []].flat();
  const wrong = requested.find((resource) => typeof resource === 'string' && !allowed.includes(resource));
  if (typeof wrong === 'string') throw new errors.InvalidTarget(`the resource ${wrong} is not one that this authorization was given for`);
}

/** As above: details that go beyond what was granted must not cost the sign-in (RFC 9396 §6). */
function assertDetails(): void {
  const sent = Provider.ctx?.oidc.params?.['authorization_details'];
  if (typeof sent === 'string') assertWithin(readDetails(sent), tokenSource()?.details ?? []);
}

function scopesOf(payload: Record<string, unknown>): string[] {
  return typeof payload['scope'] === 'string' ? payload['scope'].split(' ') : [];
}
