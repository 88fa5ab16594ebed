import { contract, type ApiClient } from '@consentry/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../features/clients/create-client.ts';
import { grantScopes } from '../../features/grants/grant-scopes.ts';
import { findSessions } from '../../features/sessions/find-sessions.ts';
import { verifySignIn } from '../../features/users/verify-sign-in.ts';
import { AccountVisitor, type SubmitOptions } from '../../testing/account-visitor.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const SECURITY = '/account/security';
const CHANGE = '/account/security/password';
const END = '/account/security/end-session';
const END_OTHERS = '/account/security/end-other-sessions';
const PASSWORD = 'a password of alice';
const NEW = 'another password of alice';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

const visitor = (): Promise<AccountVisitor> => AccountVisitor.create(app, { password: PASSWORD });
const canSignIn = async ({ username }: AccountVisitor, password: string): Promise<boolean> =>
  (await verifySignIn(app.context, { identifier: username, password })) !== null;
const isSignedIn = async (who: AccountVisitor): Promise<boolean> => (await who.get('/account')).status === 200;
const uidsOf = async ({ user_id }: AccountVisitor): Promise<string[]> =>
  (await findSessions(app.context, user_id)).map(({ session_uid }) => session_uid);

/** The uid of this browser’s session among those of its user. */
async function uidOf(who: AccountVisitor, action: () => Promise<AccountVisitor>): Promise<string> {
  const before = await uidsOf(who);
  await action();
  return (await uidsOf(who)).find((uid) => !before.includes(uid)) ?? '';
}

/** Tokens of an app that live with this session, and some that outlive it. */
async function families(who: AccountVisitor, sessionUid: string) {
  const { client } = await createClient(app.context, { name: 'Partner', app_type: 'native', party: 'third_party' });
  const { grant_id } = await grantScopes(app.context, {
    user_id: who.user_id,
    client_id: client.client_id,
    scopes: [{ resource: null, scope: 'openid' }],
  });
  const [short, lasting] = [app.context.random.id(), app.context.random.id()];
  const now = app.clock.now();
  const later = new Date(now.getTime() + 3_600_000);
  await sql`
    insert into token_families (family_id, grant_id, session_uid, expires_with_session, created_at, expires_at)
    values (${short}, ${grant_id}, ${sessionUid}, true, ${now}, ${later}), (${lasting}, ${grant_id}, ${sessionUid}, false, ${now}, ${later})`.execute(
    app.context.db,
  );
  return async () => {
    const { rows } = await sql<{ family_id: string; revoked_reason: string | null }>`
      select family_id, revoked_reason from token_families where family_id in (${short}, ${lasting})`.execute(app.context.db);
    const reasonOf = (id: string): string | null => rows.find(({ family_id }) => family_id === id)?.revoked_reason ?? null;
    return { short: reasonOf(short), lasting: reasonOf(lasting) };
  };
}

describe('changing one’s password', () => {
  it('keeps this browser signed in under a new id, and ends everything else', async () => {
    const alice = await visitor();
    const elsewhere = await alice.elsewhere(FIREFOX);
    const [first] = await uidsOf(alice);
    const tokens = await families(alice, first ?? '');
    const before = alice.cookie;
    const answer = await alice.submit(CHANGE, { current_password: PASSWORD, new_password: NEW });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account/security?done=password-changed']);
    expect(alice.cookie).not.toBe(before);
    expect(await alice.open('/account/security?done=password-changed')).toContain('Your password is changed.');
    expect(await isSignedIn(elsewhere)).toBe(false);
    expect((await fetch(`${app.url}/account`, { headers: { cookie: before }, redirect: 'manual' })).status).toBe(303);
    expect(await tokens()).toEqual({ short: 'password_changed', lasting: 'password_changed' });
    expect([await canSignIn(alice, NEW), await canSignIn(alice, PASSWORD)]).toEqual([true, false]);
    expect(await latestAuditEvent(api, 'user.updated', { user_id: alice.user_id })).toMatchObject({
      actor_type: 'user',
      actor_id: alice.user_id,
      details: { changed: ['password'] },
    });
  });

  it.each([
    {
      name: 'a wrong current password',
      current: 'not the password',
      next: NEW,
      error: 'current_password-error">This isn’t your current password.',
    },
    { name: 'a new password that is too short', current: PASSWORD, next: 'short', error: 'new_password-error">Use 8 characters or more.' },
    {
      name: 'the same password',
      current: PASSWORD,
      next: PASSWORD,
      error: 'new_password-error">Choose another password than the current one.',
    },
  ])('says what is wrong with $name, shows no password, and changes nothing', async ({ current, next, error }) => {
    const alice = await visitor();
    const answer = await alice.submit(CHANGE, { current_password: current, new_password: next });
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(html).toContain(`id="${error}`);
    for (const password of [current, next]) expect(html).not.toContain(`value="${password}"`);
    expect(await canSignIn(alice, PASSWORD)).toBe(true);
    expect(await isSignedIn(alice)).toBe(true);
  });

  it('is limited as a sign-in is, so that an open session is no place to guess the password (NIST SP 800-63B-4 §3.2.2)', async () => {
    const alice = await visitor();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect((await alice.submit(CHANGE, { current_password: `guess ${attempt}`, new_password: NEW })).status).toBe(400);
    }
    const limited = await alice.submit(CHANGE, { current_password: PASSWORD, new_password: NEW });
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await canSignIn(alice, PASSWORD)).toBe(true);
  });

  it('twice at once succeeds once: whoever comes second knows only a password that is gone', async () => {
    const alice = await visitor();
    const csrf_token = await alice.csrfToken();
    const { cookie } = alice;
    const answers = await Promise.all(
      [NEW, `${NEW} too`].map((new_password) => alice.submit(CHANGE, { current_password: PASSWORD, new_password }, { csrf_token, cookie })),
    );
    const changed = await Promise.all([NEW, `${NEW} too`].map((password) => canSignIn(alice, password)));
    expect(changed.filter(Boolean)).toHaveLength(1);
    expect(answers.filter((answer) => answer.headers.get('location')?.includes('password-changed'))).toHaveLength(1);
  });

  it.each<[string, (other: AccountVisitor, own: AccountVisitor) => Promise<SubmitOptions>]>([
    ['without a csrf_token', async () => ({ csrf_token: '' })],
    ['with another person’s csrf_token', async (other) => ({ csrf_token: await other.csrfToken() })],
    [
      'with the csrf_token of another session of the same person',
      async (_, own) => ({ csrf_token: await (await own.elsewhere('x')).csrfToken() }),
    ],
    ['from another site', async () => ({ headers: { 'sec-fetch-site': 'cross-site' } })],
  ])('is refused %s', async (_, forge) => {
    const alice = await visitor();
    const options = await forge(await visitor(), alice);
    expect((await alice.submit(CHANGE, { current_password: PASSWORD, new_password: NEW }, options)).status).toBe(403);
    expect(await canSignIn(alice, PASSWORD)).toBe(true);
    expect((await alice.submit(CHANGE, { current_password: PASSWORD, new_password: NEW })).status).toBe(303);
  });
});

describe('where one is signed in', () => {
  it('is told by device, address, time and last use, this device first', async () => {
    const alice = await visitor();
    await alice.elsewhere(FIREFOX);
    app.clock.advance(120);
    const html = await alice.open(SECURITY);
    expect(html).toMatch(/Unknown device<span class="badge badge-done">This device<\/span>[^]*Firefox on Linux/);
    expect(html).toMatch(/<bdi>(127\.0\.0\.1|::1|::ffff:127\.0\.0\.1)<\/bdi>/);
    expect(html).toContain('>now</time>');
    expect(html).toContain('>2 minutes ago</time>');
    expect(html.match(/aria-label="Sign out: /g)).toHaveLength(1);
  });

  it('shows nothing of other people', async () => {
    const [alice, bob] = [await visitor(), await visitor()];
    await bob.elsewhere(FIREFOX);
    expect(await alice.open(SECURITY)).not.toContain('Firefox');
  });

  it('last use is written once a minute at most', async () => {
    const alice = await visitor();
    const lastUse = async () => (await findSessions(app.context, alice.user_id))[0]?.last_used_at?.getTime();
    const begin = app.clock.now().getTime();
    app.clock.advance(59);
    await alice.open('/account');
    expect(await lastUse()).toBe(begin);
    app.clock.advance(1);
    await alice.open('/account');
    expect(await lastUse()).toBe(begin + 60_000);
  });

  it('a session that has run out is not shown', async () => {
    const alice = await visitor();
    await alice.elsewhere(FIREFOX);
    await sql`update sessions set expires_at = ${app.clock.now()} where user_agent = ${FIREFOX} and user_id = ${alice.user_id}`.execute(
      app.context.db,
    );
    expect(await alice.open(SECURITY)).not.toContain('Firefox');
  });

  it('a browser that names itself in a hostile way is text', async () => {
    const alice = await visitor();
    await alice.elsewhere(`<script>alert(1)</script>${'x'.repeat(5000)}`);
    expect(await alice.open(SECURITY)).not.toContain('alert(1)');
  });
});

describe('signing a device out', () => {
  it('ends its session with the tokens that live with it; lasting access stays, and so does this device', async () => {
    const alice = await visitor();
    let other = alice;
    const session_uid = await uidOf(alice, async () => (other = await alice.elsewhere(FIREFOX)));
    const tokens = await families(alice, session_uid);
    const answer = await alice.submit(END, { session_uid });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account/security?done=session-ended']);
    expect([await isSignedIn(alice), await isSignedIn(other)]).toEqual([true, false]);
    expect(await tokens()).toEqual({ short: 'session_ended', lasting: null });
    expect(await latestAuditEvent(api, 'session.ended', { user_id: alice.user_id })).toMatchObject({
      actor_type: 'user',
      actor_id: alice.user_id,
      details: { session_uid },
    });
    expect(await alice.open('/account/security?done=session-ended')).toContain('The session has ended.');
  });

  it('of another person does nothing and tells no more than an id that nobody has', async () => {
    const [alice, mallory] = [await visitor(), await visitor()];
    const [session_uid = ''] = await uidsOf(alice);
    const unknown = await mallory.submit(END, { session_uid: 'no-such-session' });
    const foreign = await mallory.submit(END, { session_uid });
    expect([foreign.status, foreign.headers.get('location')]).toEqual([303, SECURITY]);
    expect([unknown.status, unknown.headers.get('location')]).toEqual([303, SECURITY]);
    expect(await isSignedIn(alice)).toBe(true);
    const { items } = await api(contract.auditEvents.list, { query: { user_id: alice.user_id } });
    expect(items.filter(({ action }) => action === 'session.ended')).toEqual([]);
  });

  it('that is this one is a sign-out', async () => {
    const alice = await visitor();
    const [session_uid = ''] = await uidsOf(alice);
    expect((await alice.submit(END, { session_uid })).headers.get('location')).toBe('/');
    expect(await isSignedIn(alice)).toBe(false);
  });

  it('all others ends them, and only those of this person', async () => {
    const [alice, bob] = [await visitor(), await visitor()];
    const others = [await alice.elsewhere(FIREFOX), await alice.elsewhere('x')];
    const answer = await alice.submit(END_OTHERS, {});
    expect(answer.headers.get('location')).toBe('/account/security?done=others-ended');
    expect(await Promise.all([alice, bob, ...others].map(isSignedIn))).toEqual([true, true, false, false]);
    const { items } = await api(contract.auditEvents.list, { query: { user_id: alice.user_id } });
    expect(items.filter(({ action, actor_id }) => action === 'session.ended' && actor_id === alice.user_id)).toHaveLength(2);
    expect(await alice.open(SECURITY)).not.toContain('Sign out all other devices');
  });

  it.each([END, END_OTHERS])('%s is refused with a form of another session, from another site, and after a sign-out', async (path) => {
    const alice = await visitor();
    const other = await alice.elsewhere(FIREFOX);
    const [session_uid = ''] = (await uidsOf(alice)).slice(-1);
    for (const options of [{ csrf_token: await other.csrfToken() }, { headers: { 'sec-fetch-site': 'cross-site' } }]) {
      expect((await alice.submit(path, { session_uid }, options)).status).toBe(403);
    }
    const [csrf_token, { cookie }] = [await alice.csrfToken(), alice];
    await alice.submit('/account/sign-out', {});
    const late = await alice.submit(path, { session_uid }, { csrf_token, cookie });
    expect([late.status, late.headers.get('location')]).toEqual([303, '/sign-in']);
    expect(await isSignedIn(other)).toBe(true);
  });
});
