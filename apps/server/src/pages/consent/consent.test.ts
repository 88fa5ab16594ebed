import { createHash, randomBytes } from 'node:crypto';
import { contract, type ApiClient, type CreateClient, type Grant } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../features/clients/create-client.ts';
import { updateClient } from '../../features/clients/update-client.ts';
import { narrowGrant } from '../../features/grants/narrow-grant.ts';
import { createResourceServer } from '../../features/resource-servers/create-resource-server.ts';
import { createUser } from '../../features/users/create-user.ts';
import { disableUser } from '../../features/users/disable-user.ts';
import { updateUser } from '../../features/users/update-user.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { signedInCookies, type SignedInCookies } from '../../testing/signed-in-cookies.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { checkboxesOf, WalkingBrowser, type Visit } from '../../testing/walking-browser.ts';

const CALLBACK = 'https://app.partner.example/callback';
const ORDERS = 'https://orders.example.com';
const REPORTS = 'https://reports.example.com';
const VERIFIER = randomBytes(32).toString('base64url');
const ALLOW = { decision: 'allow' };

let app: TestApp;
let api: ApiClient;
let cookies: SignedInCookies;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
  cookies = await signedInCookies(app);
  for (const [resource, name] of [
    [ORDERS, 'Orders API'],
    [REPORTS, 'Reports API'],
  ] as const) {
    await createResourceServer(app.context, {
      resource,
      name,
      scopes: [{ name: 'read', description: `Read ${name}`, sensitivity: 'low' }],
      access_token_format: 'opaque',
    });
  }
});
afterAll(async () => {
  cookies.stop();
  await app.stop();
});

/** A user in a browser of their own, and a third-party app with optional scopes. */
interface Scene {
  user_id: string;
  client_id: string;
  browser: WalkingBrowser;
}

async function scene(members: Partial<CreateClient> = {}): Promise<Scene> {
  const { user_id } = await createUser(app.context, { username: `person${(count += 1)}`, email: `person${count}@example.com` });
  const { client } = await createClient(app.context, {
    name: 'Partner',
    app_type: 'single_page',
    party: 'third_party',
    redirect_uris: [CALLBACK],
    scopes: ['openid', 'email', 'phone', 'offline_access'],
    optional_scopes: ['phone', 'offline_access'],
    resource_scopes: { [ORDERS]: ['read'], [REPORTS]: ['read'] },
    ...members,
  });
  return { user_id, client_id: client.client_id, browser: await browserOf(user_id) };
}

async function browserOf(userId: string): Promise<WalkingBrowser> {
  const browser = new WalkingBrowser(app.url);
  browser.keepCookie(await cookies.of(userId));
  return browser;
}

function ask({ client_id, browser }: Scene, parameters: Record<string, string> = {}): Promise<Visit> {
  const query = {
    client_id,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid email phone',
    state: 's',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    ...parameters,
  };
  return browser.open(`/oauth2/authorize?${new URLSearchParams(query).toString()}`);
}

interface Tokens {
  scope?: string;
  refresh_token?: string;
  access_token?: string;
  error?: string;
}

async function token({ client_id }: Scene, fields: Record<string, string>): Promise<Tokens> {
  const answer = await fetch(`${app.url}/oauth2/token`, { method: 'POST', body: new URLSearchParams({ client_id, ...fields }) });
  return (await answer.json()) as Tokens;
}

function redeem(here: Scene, { url }: Visit, more: Record<string, string> = {}): Promise<Tokens> {
  const code = url.searchParams.get('code') ?? '';
  return token(here, { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: VERIFIER, ...more });
}

const refresh = (here: Scene, { refresh_token = '' }: Tokens): Promise<Tokens> =>
  token(here, { grant_type: 'refresh_token', refresh_token });

const allow = async (here: Scene, fields: Record<string, string> = {}, parameters: Record<string, string> = {}): Promise<Visit> =>
  here.browser.submit(await ask(here, parameters), 'decision', { ...ALLOW, ...fields });

async function grantOf({ user_id, client_id }: Scene): Promise<Grant | undefined> {
  return (await api(contract.grants.list, { query: { user_id, client_id } })).items[0];
}

const namesOf = (entries: readonly { scope: string }[] = []): string[] => entries.map(({ scope }) => scope);

describe('optional scopes', () => {
  it('are boxes, never ticked beforehand; what was ticked is granted, and the answer’s scope tells', async () => {
    const here = await scene();
    const page = await ask(here, { scope: 'openid email phone offline_access' });
    expect(checkboxesOf(page)).toEqual(['optional_scope:phone', 'optional_scope:offline_access']);
    expect(page.html).not.toMatch(/type="checkbox"[^>]*\schecked/);
    const end = await here.browser.submit(page, 'decision', { ...ALLOW, 'optional_scope:phone': 'yes' });
    const tokens = await redeem(here, end);
    expect(tokens.scope).toBe('openid email phone');
    expect(tokens.refresh_token).toBeUndefined();
    expect(namesOf((await grantOf(here))?.refused_scopes)).toEqual(['offline_access']);
  });

  it('that were left out are not asked again, until the client says prompt=consent', async () => {
    const here = await scene();
    expect((await redeem(here, await allow(here))).scope).toBe('openid email');
    const again = await ask(here);
    expect((await redeem(here, again)).scope).toBe('openid email');
    const page = await ask(here, { prompt: 'consent' });
    expect(checkboxesOf(page)).toEqual(['optional_scope:phone']);
    const end = await here.browser.submit(page, 'decision', { ...ALLOW, 'optional_scope:phone': 'yes' });
    expect((await redeem(here, end)).scope).toBe('openid email phone');
    expect((await grantOf(here))?.refused_scopes).toEqual([]);
  });

  it('that became required since are asked again', async () => {
    const here = await scene();
    await allow(here);
    await updateClient(app.context, { client_id: here.client_id, optional_scopes: [] });
    const page = await ask(here);
    expect(checkboxesOf(page)).toEqual([]);
    expect((await redeem(here, await here.browser.submit(page, 'decision', ALLOW))).scope).toBe('openid email phone');
  });

  it('that became required while the page stood are not granted by it', async () => {
    const here = await scene();
    const page = await ask(here);
    await updateClient(app.context, { client_id: here.client_id, optional_scopes: [] });
    expect((await here.browser.submit(page, 'decision', ALLOW)).status).toBe(403);
    expect(await grantOf(here)).toBeUndefined();
  });

  it('a narrower answer later takes nothing away', async () => {
    const here = await scene();
    await allow(here, { 'optional_scope:phone': 'yes' });
    const end = await allow(here, {}, { prompt: 'consent' });
    expect((await redeem(here, end)).scope).toBe('openid email phone');
  });

  it('of one name at two APIs are two choices', async () => {
    const here = await scene({ optional_resource_scopes: { [ORDERS]: ['read'], [REPORTS]: ['read'] }, optional_scopes: [] });
    const resources = `&resource=${encodeURIComponent(ORDERS)}&resource=${encodeURIComponent(REPORTS)}`;
    const query = new URLSearchParams({ client_id: here.client_id, response_type: 'code', redirect_uri: CALLBACK, scope: 'openid read' });
    query.set('code_challenge', createHash('sha256').update(VERIFIER).digest('base64url'));
    query.set('code_challenge_method', 'S256');
    const page = await here.browser.open(`/oauth2/authorize?${query.toString()}${resources}`);
    expect(checkboxesOf(page)).toEqual([`optional_scope:${ORDERS} read`, `optional_scope:${REPORTS} read`]);
    await here.browser.submit(page, 'decision', { ...ALLOW, [`optional_scope:${REPORTS} read`]: 'yes' });
    const grant = await grantOf(here);
    expect(grant?.scopes).toMatchObject([{ scope: 'openid' }, { resource: REPORTS, scope: 'read' }]);
    expect(grant?.refused_scopes).toMatchObject([{ resource: ORDERS, scope: 'read' }]);
  });

  it('and nothing else, all left out: the client is told, and next time the person is asked again', async () => {
    const here = await scene();
    const nothing = { scope: 'phone' };
    expect((await allow(here, {}, nothing)).url.searchParams.get('error')).toBe('access_denied');
    expect(await grantOf(here)).toBeUndefined();
    await allow(here, {}, { scope: 'openid email' });
    expect((await allow(here, {}, nothing)).url.searchParams.get('error')).toBe('access_denied');
    const page = await ask(here, nothing);
    expect(checkboxesOf(page)).toEqual(['optional_scope:phone']);
    const end = await here.browser.submit(page, 'decision', { ...ALLOW, 'optional_scope:phone': 'yes' });
    expect((await redeem(here, end)).scope).toBe('phone');
  });

  it('a box that was not offered changes nothing', async () => {
    const here = await scene();
    const forged = { 'optional_scope:groups': 'yes', 'optional_scope:offline_access': 'yes', [`optional_scope:${ORDERS} read`]: 'yes' };
    const end = await allow(here, { ...forged, scope: 'openid phone offline_access' });
    expect((await redeem(here, end)).scope).toBe('openid email');
    expect(namesOf((await grantOf(here))?.scopes)).toEqual(['openid', 'email']);
  });

  it('taken back in the account are gone at the next refresh and userinfo, and the rest goes on', async () => {
    const here = await scene({ optional_scopes: ['email'] });
    const tokens = await redeem(here, await allow(here, { 'optional_scope:email': 'yes' }, { scope: 'openid email offline_access' }));
    const { grant_id = '' } = (await grantOf(here)) ?? {};
    await narrowGrant(app.context, { grant_id, user_id: here.user_id, resource: null, scope: 'email' });
    const userinfo = await fetch(`${app.url}/oauth2/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token ?? ''}` } });
    expect(await userinfo.json()).toEqual({ sub: here.user_id });
    expect((await refresh(here, tokens)).scope).toBe('openid offline_access');
  });
});

describe('how long', () => {
  it.each([
    ['until_revoked', null],
    ['90_days', 90],
    ['30_days', 30],
  ] as const)('%s is what the grant then says', async (duration, days) => {
    const here = await scene();
    await allow(here, { duration });
    const expires = days === null ? null : new Date(app.clock.now().getTime() + days * 86_400_000).toISOString();
    expect(await grantOf(here)).toMatchObject({ duration, expires_at: expires });
  });

  it('is kept at a later consent unless the person chooses anew, and the page says so', async () => {
    const here = await scene();
    await allow(here, { duration: '30_days' }, { scope: 'openid' });
    const page = await ask(here, { scope: 'openid email' });
    expect(page.html).toMatch(/<option value="unchanged">No change: until \w+ \d+, \d{4}<\/option>/);
    expect(page.html).toContain('A new choice replaces the one before');
    await here.browser.submit(page, 'decision', { ...ALLOW, duration: 'unchanged' });
    expect(await grantOf(here)).toMatchObject({ duration: '30_days' });
    await allow(here, { duration: 'until_revoked' }, { prompt: 'consent' });
    expect(await grantOf(here)).toMatchObject({ duration: 'until_revoked', expires_at: null });
  });

  it('something that was not offered is no answer', async () => {
    const here = await scene();
    expect((await allow(here, { duration: 'forever' })).status).toBe(400);
    expect(await grantOf(here)).toBeUndefined();
  });

  it('is not asked for an app of the product itself', async () => {
    const here = await scene({ party: 'first_party' });
    const page = await ask(here, { prompt: 'consent' });
    expect(page.html).not.toContain('name="duration"');
    await here.browser.submit(page, 'decision', { ...ALLOW, duration: '30_days' });
    expect(await grantOf(here)).toMatchObject({ duration: 'until_revoked' });
  });
});

describe('for this session only', () => {
  const REQUEST = { scope: 'openid email offline_access' };
  const ANSWER = { duration: 'session', 'optional_scope:offline_access': 'yes' };

  it.each<[string, (here: Scene) => Promise<unknown>]>([
    ['the person signs out', async ({ browser }) => browser.submit(await browser.open('/oauth2/logout'), 'logout', { logout: 'yes' })],
    ['the user is disabled', ({ user_id }) => disableUser(app.context, user_id)],
    ['the password is changed', ({ user_id }) => updateUser(app.context, { user_id, password: 'another long password' })],
  ])('all ends when %s', async (_, end) => {
    const here = await scene();
    const tokens = await redeem(here, await allow(here, ANSWER, REQUEST));
    expect(tokens.refresh_token).toBeDefined();
    const next = await refresh(here, tokens);
    expect(next.scope).toBe('openid email offline_access');
    await end(here);
    expect(await refresh(here, next)).toMatchObject({ error: 'invalid_grant' });
    const userinfo = await fetch(`${app.url}/oauth2/userinfo`, { headers: { authorization: `Bearer ${next.access_token ?? ''}` } });
    expect(userinfo.status).toBe(401);
    expect(await grantOf(here)).toBeUndefined();
  });

  it('another browser is asked', async () => {
    const here = await scene();
    await allow(here, ANSWER, REQUEST);
    expect((await ask(here, REQUEST)).url.searchParams.get('code')).not.toBeNull();
    const there = { ...here, browser: await browserOf(here.user_id) };
    const page = await ask(there, REQUEST);
    expect(page.url.pathname).toMatch(/^\/consent\//);
    expect(page.html).not.toContain('Allowed before');
    expect((await ask(there, { ...REQUEST, prompt: 'none' })).url.searchParams.get('error')).toBe('consent_required');
  });
});

describe('the record', () => {
  it('holds for each scope when it was granted, in which language and in which words', async () => {
    const here = await scene();
    await allow(here, {}, { scope: 'openid', ui_locales: 'de' });
    const [openid] = (await grantOf(here))?.scopes ?? [];
    expect(openid).toMatchObject({ scope: 'openid', locale: 'de', text_version: expect.stringMatching(/^[0-9a-f]{12}$/) });
    await allow(here, {}, { scope: 'openid email', ui_locales: 'en' });
    const scopes = (await grantOf(here))?.scopes ?? [];
    expect(scopes[0]).toEqual(openid);
    expect(scopes[1]).toMatchObject({ scope: 'email', locale: 'en' });
    expect(scopes[1]?.text_version).not.toBe(openid?.text_version);
  });

  it('of each decision says who, which client, which scopes, which words, and from where', async () => {
    const here = await scene();
    const pair = { user_id: here.user_id, client_id: here.client_id };
    const from = { ...pair, actor_type: 'user', actor_id: here.user_id, ip: expect.stringMatching(/127\.0\.0\.1|::1/) };
    await here.browser.submit(await ask(here), 'decision', { decision: 'deny' });
    expect(await latestAuditEvent(api, 'consent.denied', pair)).toMatchObject({
      ...from,
      details: { scopes: [{ scope: 'openid' }, { scope: 'email' }, { scope: 'phone' }] },
    });
    await allow(here, { duration: '30_days' });
    expect(await latestAuditEvent(api, 'grant.created', pair)).toMatchObject({
      ...from,
      details: {
        scopes: [{ scope: 'openid' }, { scope: 'email' }],
        refused: [{ scope: 'phone' }],
        duration: '30_days',
        locale: 'en',
        text_version: expect.any(String),
      },
    });
  });

  it('of the last use is written at code exchange and refresh, at most once a minute', async () => {
    const here = await scene({ optional_scopes: [] });
    const end = await allow(here, {}, { scope: 'openid offline_access' });
    expect(await grantOf(here)).toMatchObject({ last_used_at: null, last_used_ip: null });
    const tokens = await redeem(here, end);
    const first = app.clock.now().toISOString();
    expect(await grantOf(here)).toMatchObject({ last_used_at: first, last_used_ip: expect.stringMatching(/127\.0\.0\.1|::1/) });
    app.clock.advance(59);
    const next = await refresh(here, tokens);
    expect(await grantOf(here)).toMatchObject({ last_used_at: first });
    app.clock.advance(1);
    await refresh(here, next);
    expect(await grantOf(here)).toMatchObject({ last_used_at: app.clock.now().toISOString() });
  });
});
