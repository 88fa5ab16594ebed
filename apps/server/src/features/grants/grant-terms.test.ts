import { contract, type ApiClient } from '@consentry/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../context.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { createClient } from '../clients/create-client.ts';
import { updateClient } from '../clients/update-client.ts';
import { endUserSessions } from '../sessions/end-user-sessions.ts';
import { createUser } from '../users/create-user.ts';
import { findLiveGrant } from './find-live-grant.ts';
import { grantScopes } from './grant-scopes.ts';
import type { GrantParties } from './grant-store.ts';
import { narrowGrant } from './narrow-grant.ts';
import { revokeEndedGrants } from './revoke-ended-grants.ts';

const { grants } = contract;
const DAY = 86_400;
const OPENID = { resource: null, scope: 'openid' };
const EMAIL = { resource: null, scope: 'email' };
const PHONE = { resource: null, scope: 'phone' };
let app: TestApp;
let api: ApiClient;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

/** The server some time ago: tokens of the management API do not live through months, so that the clock stays. */
function ago(seconds: number): Context {
  return { ...app.context, clock: { now: () => new Date(app.clock.now().getTime() - seconds * 1000) } };
}

async function parties(): Promise<GrantParties> {
  const { user_id } = await createUser(app.context, { username: `person${(count += 1)}` });
  const { client } = await createClient(app.context, {
    name: 'Partner',
    app_type: 'native',
    party: 'third_party',
    scopes: ['openid', 'email', 'phone'],
    optional_scopes: ['email', 'phone'],
  });
  return { user_id, client_id: client.client_id };
}

async function openSession({ user_id }: GrantParties, lifetime = 14 * DAY): Promise<string> {
  const uid = app.context.random.id();
  const expires = new Date(app.clock.now().getTime() + lifetime * 1000);
  await sql`
    insert into sessions (session_uid, id_hash, user_id, payload, expires_at)
    values (${uid}, ${Buffer.from(uid)}, ${user_id}, '{}', ${expires})`.execute(app.context.db);
  return uid;
}

describe('a duration', () => {
  it.each([
    ['30_days', 30],
    ['90_days', 90],
  ] as const)('of %s ends the grant by itself, and the log says so', async (duration, days) => {
    const young = await parties();
    await grantScopes(ago(days * DAY - 1), { ...young, scopes: [OPENID], duration });
    expect(await findLiveGrant(app.context, young)).not.toBeNull();
    const pair = await parties();
    const { grant_id } = await grantScopes(ago(days * DAY), { ...pair, scopes: [OPENID], duration });
    expect(await findLiveGrant(app.context, pair)).toBeNull();
    expect((await api(grants.list, { query: pair })).items).toEqual([]);

    expect(await revokeEndedGrants(app.context)).toBe(1);
    expect(await api(grants.get, { params: { grant_id } })).toMatchObject({ duration, revoked_at: app.clock.now().toISOString() });
    expect(await latestAuditEvent(api, 'grant.revoked', pair)).toMatchObject({
      actor_type: 'system',
      details: { grant_id, reason: 'ended' },
    });
  });

  it('that is chosen anew replaces the old one for all that was granted; none chosen leaves it', async () => {
    const pair = await parties();
    await grantScopes(app.context, { ...pair, scopes: [OPENID] });
    await grantScopes(app.context, { ...pair, scopes: [], duration: '30_days' });
    expect(await latestAuditEvent(api, 'grant.narrowed', pair)).toMatchObject({ details: { duration: '30_days', scopes: [] } });
    const shortened = await grantScopes(app.context, { ...pair, scopes: [EMAIL] });
    expect(shortened).toMatchObject({ duration: '30_days', expires_at: new Date(app.clock.now().getTime() + 30 * DAY * 1000) });
    await grantScopes(app.context, { ...pair, scopes: [], duration: 'until_revoked' });
    expect((await api(grants.list, { query: pair })).items).toMatchObject([
      { duration: 'until_revoked', expires_at: null, scopes: [OPENID, EMAIL] },
    ]);
  });

  it('after the end, granting again brings back nothing of what was granted before', async () => {
    const pair = await parties();
    const before = await grantScopes(ago(31 * DAY), { ...pair, scopes: [OPENID, EMAIL], refused: [PHONE], duration: '30_days' });
    const after = await grantScopes(app.context, { ...pair, scopes: [OPENID] });
    expect(after.grant_id).not.toBe(before.grant_id);
    expect(after).toMatchObject({ scopes: [OPENID], refused_scopes: [] });
  });
});

describe('a grant for one session', () => {
  it('ends with that session, at once', async () => {
    const pair = await parties();
    const session_uid = await openSession(pair);
    await grantScopes(app.context, { ...pair, scopes: [OPENID], duration: 'session', session_uid });
    expect(await findLiveGrant(app.context, pair)).not.toBeNull();
    await endUserSessions(app.context, { user_id: pair.user_id, reason: 'password_changed' });
    expect(await findLiveGrant(app.context, pair)).toBeNull();
  });

  it('ends when the session runs out', async () => {
    const pair = await parties();
    await grantScopes(ago(1), { ...pair, scopes: [OPENID], duration: 'session', session_uid: await openSession(pair, 0) });
    expect(await findLiveGrant(app.context, pair)).toBeNull();
  });

  it('does not count in another session, and a consent there begins anew', async () => {
    const pair = await parties();
    const [one, other] = [await openSession(pair), await openSession(pair)];
    const first = await grantScopes(app.context, { ...pair, scopes: [OPENID, EMAIL], duration: 'session', session_uid: one });
    expect(await findLiveGrant(app.context, { ...pair, session_uid: one })).toMatchObject({ grant_id: first.grant_id });
    expect(await findLiveGrant(app.context, { ...pair, session_uid: other })).toBeNull();
    const second = await grantScopes(app.context, { ...pair, scopes: [OPENID], duration: '30_days', session_uid: other });
    expect(second).toMatchObject({ scopes: [OPENID], session_uid: null });
    expect(second.grant_id).not.toBe(first.grant_id);
  });
});

describe('what was left out', () => {
  it('is remembered, and forgotten once it is granted', async () => {
    const pair = await parties();
    const at = app.clock.now().toISOString();
    const left = await grantScopes(app.context, { ...pair, scopes: [OPENID], refused: [EMAIL, PHONE] });
    expect(left.refused_scopes).toEqual([
      { ...EMAIL, refused_at: at },
      { ...PHONE, refused_at: at },
    ]);
    const granted = await grantScopes(app.context, { ...pair, scopes: [EMAIL] });
    expect(granted).toMatchObject({ scopes: [OPENID, EMAIL], refused_scopes: [PHONE] });
  });

  it('never takes away what was granted before', async () => {
    const pair = await parties();
    await grantScopes(app.context, { ...pair, scopes: [OPENID, EMAIL] });
    expect(await grantScopes(app.context, { ...pair, scopes: [OPENID], refused: [EMAIL] })).toMatchObject({
      scopes: [OPENID, EMAIL],
      refused_scopes: [],
    });
  });
});

describe('taking one scope back', () => {
  it('leaves the rest, and is recorded', async () => {
    const pair = await parties();
    const { grant_id } = await grantScopes(app.context, { ...pair, scopes: [OPENID, EMAIL] });
    expect(await narrowGrant(app.context, { grant_id, user_id: pair.user_id, ...EMAIL })).toBe('narrowed');
    expect(await findLiveGrant(app.context, pair)).toMatchObject({ scopes: [OPENID], refused_scopes: [EMAIL] });
    expect(await latestAuditEvent(api, 'grant.narrowed', pair)).toMatchObject({ ...pair, details: { grant_id, scopes: [EMAIL] } });
    expect(await narrowGrant(app.context, { grant_id, user_id: pair.user_id, ...EMAIL })).toBe('not_found');
  });

  it('is not possible for what is required, nor in the grant of somebody else', async () => {
    const [pair, other] = [await parties(), await parties()];
    const { grant_id } = await grantScopes(app.context, { ...pair, scopes: [OPENID, EMAIL] });
    expect(await narrowGrant(app.context, { grant_id, user_id: other.user_id, ...EMAIL })).toBe('not_found');
    expect(await narrowGrant(app.context, { grant_id, user_id: pair.user_id, ...OPENID })).toBe('required');
    await updateClient(app.context, { client_id: pair.client_id, optional_scopes: [] });
    expect(await narrowGrant(app.context, { grant_id, user_id: pair.user_id, ...EMAIL })).toBe('required');
    expect(await findLiveGrant(app.context, pair)).toMatchObject({ scopes: [OPENID, EMAIL] });
  });

  it('of the last one ends the grant', async () => {
    const pair = await parties();
    const { grant_id } = await grantScopes(app.context, { ...pair, scopes: [EMAIL] });
    expect(await narrowGrant(app.context, { grant_id, user_id: pair.user_id, ...EMAIL })).toBe('revoked');
    expect(await findLiveGrant(app.context, pair)).toBeNull();
  });
});

describe('revoking all of an application', () => {
  it('ends every grant of it and no other, and is told in each user’s trail', async () => {
    const [one, other] = [await parties(), await parties()];
    const second = { ...one, user_id: other.user_id };
    for (const pair of [one, second, other]) await grantScopes(app.context, { ...pair, scopes: [OPENID] });
    expect(await api(grants.revokeAll, { query: { client_id: one.client_id } })).toEqual({ revoked: 2 });
    for (const pair of [one, second]) {
      expect(await findLiveGrant(app.context, pair)).toBeNull();
      expect(await latestAuditEvent(api, 'grant.revoked', pair)).toMatchObject({
        ...pair,
        details: { reason: 'revoked_all', scopes: [OPENID] },
      });
    }
    expect(await findLiveGrant(app.context, other)).not.toBeNull();
    const about = { client_id: one.client_id };
    expect(await latestAuditEvent(api, 'grant.revoked_all', about)).toMatchObject({ actor_type: 'client', details: { grants: 2 } });
    expect(await api(grants.revokeAll, { query: { client_id: one.client_id } })).toEqual({ revoked: 0 });
  });
});
