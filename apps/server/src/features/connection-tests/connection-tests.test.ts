import { contract, createApiClient, type ApiClient, type ConnectionTest, type CreateClient } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { signedInCookies, type SignedInCookies } from '../../testing/signed-in-cookies.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { WalkingBrowser, type Visit } from '../../testing/walking-browser.ts';
import { createUser } from '../users/create-user.ts';
import { forgetExpiredConnectionTests } from './forget-connection-test.ts';

const { clients, connectionTests, grants, resourceServers } = contract;
const API = 'https://orders.example.com';

let app: TestApp;
let api: ApiClient;
let cookies: SignedInCookies;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
  cookies = await signedInCookies(app);
  await api(resourceServers.create, {
    body: { resource: API, name: 'Orders', scopes: [{ name: 'orders:read', description: 'See orders' }] },
  });
});
afterAll(async () => {
  cookies.stop();
  await app.stop();
});

interface Operator {
  user_id: string;
  browser: WalkingBrowser;
  api: ApiClient;
}

/** Signed in at the provider and in the console. */
async function operator(): Promise<Operator> {
  const { user_id } = await createUser(app.context, {
    username: `operator${(count += 1)}`,
    operator: true,
    email: `o${count}@example.com`,
  });
  const browser = new WalkingBrowser(app.url);
  browser.keepCookie(await cookies.of(user_id));
  await browser.open('/console/sign-in?return_to=%2Fconsole%2F');
  const headers = () => ({ cookie: browser.cookieHeader(new URL('/api/v1/', app.url)), 'x-consentry-console': '1', origin: app.url });
  return { user_id, browser, api: createApiClient({ base_url: `${app.url}/api/v1`, headers }) };
}

async function newClient(members: Partial<CreateClient> = {}): Promise<string> {
  const { client } = await api(clients.create, {
    body: {
      name: 'Partner',
      app_type: 'traditional_web',
      party: 'third_party',
      redirect_uris: ['https://app.partner.example/callback'],
      scopes: ['openid', 'email', 'offline_access'],
      resource_scopes: { [API]: ['orders:read'] },
      ...members,
    },
  });
  return client.client_id;
}

const AS_SIGNED_IN = { sign_in: 'as_signed_in' } as const;
const ALLOW = { decision: 'allow' };

async function run(who: Operator, client_id: string, body: object = {}): Promise<{ test: ConnectionTest; end: Visit }> {
  const started = await who.api(connectionTests.start, { params: { client_id }, body: { ...AS_SIGNED_IN, ...body } });
  const consent = await who.browser.open(started.authorization_url ?? '');
  const end = await who.browser.submit(consent, 'decision', ALLOW);
  return { test: await read(who, started), end };
}

function read(who: Operator, { connection_test_id }: ConnectionTest): Promise<ConnectionTest> {
  return who.api(connectionTests.get, { params: { connection_test_id } });
}

const outcomes = ({ steps }: ConnectionTest) => Object.fromEntries(steps.map(({ name, outcome }) => [name, outcome]));

it('needs a token with its scope', () => expectGuarded(app, connectionTests));

describe('a traditional web app', () => {
  it('goes through every step with its own settings, and the tokens of the test end with it (RFC 6749 §4.1, RFC 7009 §2)', async () => {
    const who = await operator();
    const client_id = await newClient();
    const { test, end } = await run(who, client_id);

    expect(end.url.pathname + end.url.search).toBe(`/console/applications/${client_id}/test?test=${test.connection_test_id}`);
    expect(outcomes(test)).toEqual({
      discovery: 'passed',
      authorization_request: 'passed',
      authorization_response: 'passed',
      token: 'passed',
      id_token: 'passed',
      access_token: 'skipped',
      userinfo: 'passed',
      refresh: 'passed',
      introspection: 'passed',
      revocation: 'passed',
      after_revocation: 'passed',
    });
    const byName = new Map(test.steps.map((step) => [step.name, step]));
    expect(byName.get('id_token')?.decoded?.claims).toMatchObject({ iss: app.url, sub: who.user_id, aud: client_id });
    expect(byName.get('after_revocation')?.error).toBe('invalid_grant');
    expect(await latestAuditEvent(api, 'client.connection_tested', { client_id })).toMatchObject({ actor_id: who.user_id });
  });

  it('is left as it was: no consent, no secret and no token remains, and nothing that was shown opens anything', async () => {
    const who = await operator();
    const client_id = await newClient();
    const before = await api(clients.get, { params: { client_id } });
    const { test } = await run(who, client_id);

    expect((await api(clients.get, { params: { client_id } })).secrets).toEqual(before.secrets);
    const { items } = await api(grants.list, { query: { client_id } });
    expect(items.filter(({ revoked_at }) => revoked_at === null)).toEqual([]);
    const shown = JSON.stringify(test.steps.map(({ exchanges }) => exchanges));
    expect(shown).toContain('•••');
    expect(shown).not.toMatch(/[\w-]{40,}\.[\w-]{40,}|"(access|refresh|id)_token\\": \\"[\w-]{20,}/);
  });

  it('keeps a consent that was there before, as it was', async () => {
    const who = await operator();
    const client_id = await newClient({ optional_scopes: ['email'] });
    const earlier = await run(who, client_id, { scopes: ['openid'] });
    expect(earlier.test.steps.at(-1)?.name).toBe('after_revocation');
    await consentOutside(who, client_id);
    const before = (await api(grants.list, { query: { client_id } })).items.find(({ revoked_at }) => revoked_at === null);

    await run(who, client_id, { scopes: ['openid', 'email', 'offline_access'] });
    const after = (await api(grants.list, { query: { client_id } })).items.find(({ revoked_at }) => revoked_at === null);
    expect(after).toMatchObject({ grant_id: before?.grant_id, scopes: before?.scopes, duration: before?.duration });
  });

  it('gets an API’s token, decoded, when one is asked for (RFC 8707 §2)', async () => {
    const who = await operator();
    const { test } = await run(who, await newClient(), { scopes: ['openid', 'orders:read'], resource: API });
    const step = test.steps.find(({ name }) => name === 'access_token');
    expect(step).toMatchObject({ outcome: 'passed', decoded: { header: { typ: 'at+jwt' }, claims: { aud: API, scope: 'orders:read' } } });
  });

  it('tells that a secret which the operator gave is not the client’s (RFC 6749 §5.2)', async () => {
    const who = await operator();
    const { test } = await run(who, await newClient(), { client_secret: 'not-the-secret-but-long-enough-for-one' });
    expect(test.steps.find(({ name }) => name === 'token')).toMatchObject({ outcome: 'failed', error: 'invalid_client' });
  });
});

it('a person who says no is the answer of the test (RFC 6749 §4.1.2.1)', async () => {
  const who = await operator();
  const started = await who.api(connectionTests.start, { params: { client_id: await newClient() }, body: AS_SIGNED_IN });
  await who.browser.submit(await who.browser.open(started.authorization_url ?? ''), 'decision', { decision: 'deny' });
  const test = await read(who, started);
  expect(test.steps.at(-1)).toMatchObject({ name: 'authorization_response', outcome: 'failed', error: 'access_denied' });
});

it('a single-page app is tested without a secret, and cannot introspect (RFC 7662 §2.1)', async () => {
  const who = await operator();
  const { test } = await run(who, await newClient({ app_type: 'single_page' }));
  expect(outcomes(test)).toMatchObject({ token: 'passed', refresh: 'passed', introspection: 'skipped', after_revocation: 'passed' });
});

it('a machine-to-machine client is tested at once (RFC 6749 §4.4)', async () => {
  const who = await operator();
  const client_id = await newClient({ app_type: 'machine_to_machine', redirect_uris: [], scopes: [] });
  const test = await who.api(connectionTests.start, { params: { client_id }, body: { resource: API } });
  expect(test).toMatchObject({ state: 'finished', authorization_url: null });
  expect(outcomes(test)).toMatchObject({ token: 'passed', access_token: 'passed', introspection: 'passed' });
});

it('what could only end on an error page is refused before anybody is sent there', async () => {
  const who = await operator();
  const disabled = await newClient();
  await api(clients.disable, { params: { client_id: disabled }, body: { reason: 'under repair' } });
  const pushing = await newClient({ require_pushed_authorization_requests: true });
  for (const [client_id, words] of [
    [disabled, 'is disabled'],
    [pushing, 'must push or sign'],
  ] as const) {
    const { slug, detail } = await problemOf(who.api(connectionTests.start, { params: { client_id }, body: {} }));
    expect([slug, detail]).toEqual(['invalid-request', expect.stringContaining(words)]);
  }
});

describe('from outside', () => {
  it('the redirect URI of tests is good for no request but that of a waiting test (RFC 6749 §3.1.2.3)', async () => {
    const who = await operator();
    const client_id = await newClient();
    const started = await who.api(connectionTests.start, { params: { client_id }, body: AS_SIGNED_IN });
    const forged = new URL(started.authorization_url ?? '');
    forged.searchParams.set('state', 'of-my-own');
    expect((await who.browser.open(forged)).status).toBe(400);

    const others = new URL(started.authorization_url ?? '');
    others.searchParams.set('client_id', await newClient());
    expect((await who.browser.open(others)).status).toBe(400);
    expect((await who.browser.open(started.authorization_url ?? '')).status).toBe(200);
  });

  it('another operator can neither read the test nor bring an answer to it, and an answer counts once', async () => {
    const who = await operator();
    const other = await operator();
    const client_id = await newClient();
    const started = await who.api(connectionTests.start, { params: { client_id }, body: AS_SIGNED_IN });
    const { connection_test_id } = started;
    expect((await problemOf(other.api(connectionTests.get, { params: { connection_test_id } }))).slug).toBe('connection-test-not-found');
    expect((await problemOf(other.api(connectionTests.forget, { params: { connection_test_id } }))).slug).toBe('connection-test-not-found');

    const state = new URL(started.authorization_url ?? '').searchParams.get('state') ?? '';
    const answer = `/console/connection-test/callback?${new URLSearchParams({ state, code: 'injected', iss: app.url }).toString()}`;
    expect((await other.browser.open(answer)).status).toBe(400);
    expect((await read(who, started)).state).toBe('waiting');

    await who.browser.submit(await who.browser.open(started.authorization_url ?? ''), 'decision', ALLOW);
    const finished = await read(who, started);
    expect(finished.state).toBe('finished');
    expect((await who.browser.open(answer)).status).toBe(400);
    expect(await read(who, started)).toEqual(finished);
  });

  it('a machine cannot start one, because its answer comes to a browser', async () => {
    const problem = await problemOf(api(connectionTests.start, { params: { client_id: await newClient() }, body: {} }));
    expect(problem.slug).toBe('invalid-request');
  });
});

it('is forgotten on request and by itself', async () => {
  const who = await operator();
  const client_id = await newClient();
  const { test } = await run(who, client_id);
  await who.api(connectionTests.forget, { params: { connection_test_id: test.connection_test_id } });
  expect((await problemOf(read(who, test))).slug).toBe('connection-test-not-found');

  const started = await who.api(connectionTests.start, { params: { client_id }, body: AS_SIGNED_IN });
  app.clock.advance(601);
  await forgetExpiredConnectionTests(app.context);
  expect((await problemOf(read(who, started))).slug).toBe('connection-test-not-found');
});

/** A sign-in of the real application, as far as the consent. */
async function consentOutside(who: Operator, client_id: string): Promise<void> {
  const query = {
    client_id,
    response_type: 'code',
    redirect_uri: 'https://app.partner.example/callback',
    scope: 'openid',
    nonce: 'example',
    prompt: 'consent',
  };
  await who.browser.submit(await who.browser.open(`/oauth2/authorize?${new URLSearchParams(query).toString()}`), 'decision', ALLOW);
}
