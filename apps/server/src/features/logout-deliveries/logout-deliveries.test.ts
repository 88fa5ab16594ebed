import { createHash, randomBytes } from 'node:crypto';
import { contract, type ApiClient, type CreateClient } from '@consentry/contract';
import { createRemoteJWKSet, decodeJwt, jwtVerify, type JWTPayload } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliverLogoutsJob } from '../../jobs/deliver-logouts.ts';
import { startJobs } from '../../jobs/job-runner.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { startLogoutReceiver, type LogoutReceiver } from '../../testing/logout-receiver.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { TestBrowser } from '../../testing/test-browser.ts';
import { endUserSessions } from '../sessions/end-user-sessions.ts';

const { clients, declaredState, logoutDeliveries, users } = contract;
const CALLBACK = 'http://127.0.0.1:9/callback';
const VERIFIER = randomBytes(32).toString('base64url');

let app: TestApp;
let api: ApiClient;
let receiver: LogoutReceiver;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());
beforeEach(async () => {
  receiver = await startLogoutReceiver();
});
afterEach(() => receiver.stop());

interface Party {
  client_id: string;
  client_secret: string;
}

/** A client that needs no consent and wants to hear of logouts. */
async function party(members: Partial<CreateClient> = {}): Promise<Party> {
  const { client, client_secret } = await api(clients.create, {
    body: {
      name: 'Partner',
      app_type: 'traditional_web',
      party: 'first_party',
      redirect_uris: [CALLBACK],
      backchannel_logout_uri: receiver.url,
      ...members,
    },
  });
  return { client_id: client.client_id, client_secret: client_secret ?? '' };
}

interface Person {
  user_id: string;
  browser: TestBrowser;
}

async function person(): Promise<Person> {
  const { user_id } = await api(users.create, { body: { username: `person${(count += 1)}` } });
  const browser = new TestBrowser(app);
  await browser.signIn(user_id);
  return { user_id, browser };
}

/** Signs in at a client, from the authorization request to the ID token. */
async function signInAt({ client_id, client_secret }: Party, { browser }: Person): Promise<{ id_token: string; claims: JWTPayload }> {
  const request = new URLSearchParams({
    client_id,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const answer = await browser.get(`/oauth2/authorize?${request.toString()}`);
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const tokens = await fetch(`${app.url}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: VERIFIER }),
  });
  const { id_token } = (await tokens.json()) as { id_token: string };
  return { id_token, claims: decodeJwt(id_token) };
}

/** RP-initiated logout; `stay`: the user leaves the client alone. */
async function signOutFrom({ browser }: Person, idToken: string, choice: 'sign out' | 'stay'): Promise<Response> {
  const html = await (await browser.get(`/oauth2/logout?id_token_hint=${idToken}`)).text();
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const action = /<form method="post" action="([^"]+)"/.exec(html)?.[1] ?? '';
  return browser.post(action, { xsrf, ...(choice === 'stay' ? {} : { logout: 'yes' }) });
}

async function signOutOfAccount({ browser }: Person): Promise<void> {
  const html = await (await browser.get('/account')).text();
  await browser.post('/account/sign-out', { csrf_token: /name="csrf_token" value="([^"]+)"/.exec(html)?.[1] ?? '' });
}

const disable = ({ user_id }: Person) => api(users.disable, { params: { user_id } });

const deliver = () => deliverLogoutsJob(app.context).run(app.context, new AbortController().signal);

const listed = async ({ client_id }: Party) => (await api(logoutDeliveries.list, { query: { client_id } })).items;

it('needs a token with the scope of the route', () => expectGuarded(app, logoutDeliveries));

it('discovery says that logouts are sent, and that they name the session (OIDC Back-Channel Logout §2.1)', async () => {
  const discovery = await (await fetch(`${app.url}/.well-known/openid-configuration`)).json();
  expect(discovery).toMatchObject({ backchannel_logout_supported: true, backchannel_logout_session_supported: true });
});

describe('a logout that a client asked for', () => {
  it('reaches every client of the session with the sid of its ID token, signed as its ID tokens are (OIDC Back-Channel Logout §2.4)', async () => {
    const [one, other, silent] = [
      await party(),
      await party({ id_token_signed_response_alg: 'ES256' }),
      await party({ backchannel_logout_uri: null }),
    ];
    const alice = await person();
    const signedIn = await signInAt(one, alice);
    const { claims } = await signInAt(other, alice);
    expect((await signInAt(silent, alice)).claims).not.toHaveProperty('sid');
    const answer = await signOutFrom(alice, signedIn.id_token, 'sign out');
    expect([answer.status, receiver.tokens]).toEqual([303, []]);

    await deliver();
    expect(receiver.paths).toEqual(['POST /backchannel?tenant=1', 'POST /backchannel?tenant=1']);
    const keys = createRemoteJWKSet(new URL(`${app.url}/.well-known/jwks.json`));
    for (const [client, sid, alg] of [
      [one, signedIn.claims['sid'], 'RS256'],
      [other, claims['sid'], 'ES256'],
    ] as const) {
      const token = receiver.tokens.find((candidate) => decodeJwt(candidate).aud === client.client_id) ?? '';
      const options = { issuer: app.url, audience: client.client_id, typ: 'logout+jwt', algorithms: [alg], currentDate: app.clock.now() };
      const { payload } = await jwtVerify(token, keys, options);
      expect(payload).toMatchObject({ sub: alice.user_id, sid: expect.stringMatching(/./) });
      expect(payload['sid']).toBe(sid);
      expect(await listed(client)).toMatchObject([
        { user_id: alice.user_id, sid, state: 'delivered', attempts: 1, last_status: 200, last_failure: null, next_attempt_at: null },
      ]);
    }
    expect(await listed(silent)).toEqual([]);
  });

  it('and was answered with “stay” ends at that client alone (OIDC RP-Initiated Logout §2)', async () => {
    const [left, kept] = [await party(), await party()];
    const alice = await person();
    const first = await signInAt(left, alice);
    await signInAt(kept, alice);
    await signOutFrom(alice, first.id_token, 'stay');
    expect(await listed(left)).toMatchObject([{ sid: first.claims['sid'], state: 'pending' }]);
    expect(await listed(kept)).toEqual([]);
    expect((await alice.browser.get('/account')).status).toBe(200);

    expect((await signInAt(left, alice)).claims['sid']).not.toBe(first.claims['sid']);
    await signOutOfAccount(alice);
    expect([(await listed(left)).length, (await listed(kept)).length]).toEqual([2, 1]);
  });
});

describe('a session also ends at its clients', () => {
  const endings: [string, (alice: Person, client: Party) => Promise<unknown>][] = [
    ['on the account page', signOutOfAccount],
    ['in the console', ({ browser }) => browser.post('/console/sign-out', {})],
    ['when somebody else signs in', async ({ browser }) => browser.signIn((await person()).user_id)],
    ['when the user is disabled', disable],
    ['when the password is changed', ({ user_id }) => api(users.update, { params: { user_id }, body: { password: 'a new password' } })],
    ['when the client is deleted', (_alice, { client_id }) => api(clients.delete, { params: { client_id } })],
  ];
  it.each(endings)('%s', async (_how, end) => {
    const [client, alice, bob] = [await party(), await person(), await person()];
    const { claims } = await signInAt(client, alice);
    expect(await listed(client)).toEqual([]);
    await end(alice, client);
    await deliver();
    expect(receiver.tokens.map((token) => decodeJwt(token))).toMatchObject([{ sub: alice.user_id, sid: claims['sid'] }]);
    expect(await listed(client)).toMatchObject([{ state: 'delivered' }]);
    expect((await bob.browser.get('/account')).status).toBe(200);
  });

  it('and a client made anew under an old id inherits no session', async () => {
    const [client, alice] = [await party(), await person()];
    const before = await signInAt(client, alice);
    await api(clients.delete, { params: { client_id: client.client_id } });
    const anew = await party({ client_id: client.client_id });
    expect((await signInAt(anew, alice)).claims['sid']).not.toBe(before.claims['sid']);
  });

  it('but not when the ending is rolled back', async () => {
    const [client, alice] = [await party(), await person()];
    await signInAt(client, alice);
    let raised = 0;
    const deafen = app.context.logoutsDue.listen(() => (raised += 1));
    const failing = inTransaction(app.context.db, async (db) => {
      await endUserSessions({ ...app.context, db }, { user_id: alice.user_id, reason: 'user_disabled' });
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    deafen();
    expect([raised, await listed(client)]).toEqual([0, []]);
  });
});

it('a client that asks for no sid gets none, neither at sign-in nor at sign-out', async () => {
  const [client, alice] = [await party({ backchannel_logout_session_required: false }), await person()];
  expect((await signInAt(client, alice)).claims).not.toHaveProperty('sid');
  await disable(alice);
  await deliver();
  expect(receiver.tokens.map((token) => decodeJwt(token))).toEqual([expect.objectContaining({ sub: alice.user_id })]);
  expect(decodeJwt(receiver.tokens[0] ?? '')).not.toHaveProperty('sid');
});

it('the job sends at once after the commit', async () => {
  const [client, alice] = [await party(), await person()];
  await signInAt(client, alice);
  const stop = startJobs(app.context, [deliverLogoutsJob(app.context)]);
  const arrives = receiver.next();
  await signOutOfAccount(alice);
  expect(decodeJwt(await arrives)).toMatchObject({ aud: client.client_id });
  await stop();
  expect(await listed(client)).toMatchObject([{ state: 'delivered' }]);
});

describe('the log', () => {
  it('is read by client, user and state, in pages', async () => {
    const [one, other, alice] = [await party(), await party(), await person()];
    await signInAt(one, alice);
    await signInAt(other, alice);
    await disable(alice);
    const query = { user_id: alice.user_id, limit: 1 };
    const first = await api(logoutDeliveries.list, { query });
    const second = await api(logoutDeliveries.list, { query: { ...query, cursor: first.next_cursor ?? '' } });
    expect([...first.items, ...second.items].map(({ client_id }) => client_id).toSorted()).toEqual(
      [one.client_id, other.client_id].toSorted(),
    );
    expect(second.next_cursor).toBeNull();
    expect((await api(logoutDeliveries.list, { query: { user_id: alice.user_id, state: 'delivered' } })).items).toEqual([]);
    await deliver();
    expect((await api(logoutDeliveries.list, { query: { user_id: alice.user_id, state: 'delivered' } })).items).toHaveLength(2);
  });
});

describe('where a client is told', () => {
  it('must be https or on loopback (OIDC Back-Channel Logout §2.2)', async () => {
    const { client_id } = await party();
    for (const backchannel_logout_uri of ['http://app.example.com/', 'https://app.example.com/#x', 'mailto:a@example.com']) {
      const refused = { slug: 'invalid-request', errors: [{ pointer: '#/backchannel_logout_uri' }] };
      expect(await problemOf(party({ backchannel_logout_uri }))).toMatchObject(refused);
      expect(await problemOf(api(clients.update, { params: { client_id }, body: { backchannel_logout_uri } }))).toMatchObject(refused);
    }
    const machine = { app_type: 'machine_to_machine' as const, redirect_uris: [] };
    expect(await problemOf(party(machine))).toMatchObject({ errors: [{ pointer: '#/backchannel_logout_uri' }] });
  });

  it('can be declared', async () => {
    const members = { backchannel_logout_uri: 'https://app.example.com/logout', backchannel_logout_session_required: false };
    const declared = {
      client_id: 'declared-logout',
      name: 'Declared',
      app_type: 'traditional_web',
      party: 'third_party',
      ...members,
    } as const;
    const apply = async () => (await api(declaredState.apply, { body: { clients: [declared] } })).changes[0]?.change;
    expect([await apply(), await apply()]).toEqual(['created', 'unchanged']);
    expect(await api(clients.get, { params: { client_id: 'declared-logout' } })).toMatchObject(members);
    const params = { client_id: 'declared-logout' };
    expect(await api(clients.update, { params, body: { backchannel_logout_uri: null } })).toMatchObject({ backchannel_logout_uri: null });
    expect(await apply()).toBe('updated');
  });
});
