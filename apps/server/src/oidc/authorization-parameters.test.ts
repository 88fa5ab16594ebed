import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../features/clients/create-client.ts';
import { grantScopes } from '../features/grants/grant-scopes.ts';
import { createUser } from '../features/users/create-user.ts';
import { signedInCookies, type SignedInCookies } from '../testing/signed-in-cookies.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { WalkingBrowser, type Visit } from '../testing/walking-browser.ts';

const CALLBACK = 'https://app.partner.example/callback';
const PASSWORD = 'correct horse battery';
const VERIFIER = randomBytes(32).toString('base64url');
const HOUR = 3600;

let app: TestApp;
let cookies: SignedInCookies;
let alice: string;
let bob: string;
let client_id: string;

beforeAll(async () => {
  app = await startTestApp();
  cookies = await signedInCookies(app);
  alice = (await createUser(app.context, { username: 'alice', password: PASSWORD, email: 'alice@example.com' })).user_id;
  bob = (await createUser(app.context, { username: 'bob' })).user_id;
  const { client } = await createClient(app.context, {
    name: 'Partner',
    app_type: 'single_page',
    party: 'third_party',
    redirect_uris: [CALLBACK],
    scopes: ['openid', 'email', 'phone'],
    optional_scopes: ['phone'],
  });
  client_id = client.client_id;
  for (const user_id of [alice, bob]) {
    const scopes = ['openid', 'email'].map((scope) => ({ resource: null, scope }));
    await grantScopes(app.context, { user_id, client_id, scopes, refused: [{ resource: null, scope: 'phone' }] });
  }
});
afterAll(async () => {
  cookies.stop();
  await app.stop();
});

function ask(browser: WalkingBrowser, parameters: Record<string, string>): Promise<Visit> {
  const query = {
    client_id,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid email',
    state: 'the-state',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    ...parameters,
  };
  return browser.open(`/oauth2/authorize?${new URLSearchParams(query).toString()}`);
}

async function signedIn(userId = alice, secondsAgo = 0): Promise<WalkingBrowser> {
  const browser = new WalkingBrowser(app.url);
  browser.keepCookie(await cookies.of(userId, secondsAgo));
  return browser;
}

const signIn = (browser: WalkingBrowser, page: Visit): Promise<Visit> =>
  browser.submit(page, 'password', { identifier: 'alice', password: PASSWORD });

async function idToken({ url }: Visit): Promise<string> {
  const code = url.searchParams.get('code') ?? '';
  const body = new URLSearchParams({ grant_type: 'authorization_code', client_id, code, redirect_uri: CALLBACK, code_verifier: VERIFIER });
  const answer = await fetch(`${app.url}/oauth2/token`, { method: 'POST', body });
  return ((await answer.json()) as { id_token?: string }).id_token ?? '';
}

const claimsOf = async (end: Visit): Promise<JWTPayload> => decodeJwt(await idToken(end));

function expectError({ url }: Visit, error: string): void {
  const { searchParams } = url;
  expect([searchParams.get('error'), searchParams.get('state'), searchParams.get('iss')]).toEqual([error, 'the-state', app.url]);
}

describe('ui_locales (OIDC Core §3.1.2.1)', () => {
  it.each([
    ['de', '', 'de'],
    ['xx de', 'fr', 'de'],
    ['xx', 'fr-CA, en;q=0.5', 'fr'],
    ['ar', 'en', 'ar'],
  ])('%s with Accept-Language “%s” gives %s, on the sign-in and on the consent page', async (ui_locales, accept, locale) => {
    const browser = new WalkingBrowser(app.url, { 'accept-language': accept });
    const page = await ask(browser, { ui_locales, prompt: 'consent' });
    expect(page.html).toMatch(new RegExp(`<html lang="${locale}"`));
    const consent = await signIn(browser, page);
    expect(consent.url.pathname).toMatch(/^\/consent\//);
    expect(consent.html).toMatch(new RegExp(`<html lang="${locale}"`));
  });
});

describe('login_hint (OIDC Core §3.1.2.1)', () => {
  it('stands in the sign-in form, as text', async () => {
    const page = await ask(new WalkingBrowser(app.url), { login_hint: 'alice"><script>' });
    expect(page.html).toContain('value="alice&quot;&gt;&lt;script&gt;"');
  });
});

describe('max_age (OIDC Core §3.1.2.1)', () => {
  it.each([
    [0, 5],
    [HOUR, HOUR + 5],
  ])('of %s seconds asks who signed in %s seconds ago to sign in again, and auth_time tells when', async (maxAge, age) => {
    const browser = await signedIn(alice, age);
    const page = await ask(browser, { max_age: String(maxAge) });
    expect(page.url.pathname).toMatch(/^\/sign-in\//);
    const { auth_time } = await claimsOf(await signIn(browser, page));
    expect(Number(auth_time)).toBeGreaterThan(app.clock.now().getTime() / 1000 - 5);
  });

  it('leaves a younger sign-in alone, and auth_time tells when it was', async () => {
    const end = await ask(await signedIn(alice, 60), { max_age: String(HOUR) });
    const { auth_time } = await claimsOf(end);
    expect(auth_time).toBe(Math.floor(app.clock.now().getTime() / 1000) - 60);
  });

  it('with prompt=none is an error where a sign-in would be needed', async () => {
    expectError(await ask(await signedIn(alice, 2 * HOUR), { max_age: String(HOUR), prompt: 'none' }), 'login_required');
  });
});

describe('acr_values (OIDC Core §3.1.2.1)', () => {
  it('are wishes of a sign-in: what cannot be met is no error, and the acr that was met is told', async () => {
    expect(await claimsOf(await ask(await signedIn(), { acr_values: 'urn:example:gold' }))).toMatchObject({ acr: '1' });
    expect(await claimsOf(await ask(await signedIn(), { acr_values: '1' }))).toMatchObject({ acr: '1' });
  });
});

describe('claims (OIDC Core §5.5)', () => {
  const claims = (value: unknown): { claims: string } => ({ claims: JSON.stringify(value) });

  it('that a granted scope covers go where they were asked for', async () => {
    const end = await ask(await signedIn(), claims({ id_token: { email: { essential: true } } }));
    expect(await claimsOf(end)).toMatchObject({ email: 'alice@example.com' });
  });

  it('of a scope that was left out stay out, and nobody is asked again', async () => {
    const asked = { scope: 'openid email phone', ...claims({ id_token: { phone_number: { essential: true }, email: null } }) };
    const found = await claimsOf(await ask(await signedIn(), asked));
    expect(found).toMatchObject({ email: 'alice@example.com' });
    expect(found).not.toHaveProperty('phone_number');
  });

  it.each([
    ['value', { value: 'urn:example:gold' }],
    ['values', { values: ['urn:example:gold'] }],
  ])('an essential acr (%s) that cannot be met ends in an error after one sign-in', async (_, acr) => {
    const asked = claims({ id_token: { acr: { essential: true, ...acr } } });
    const browser = await signedIn();
    const page = await ask(browser, asked);
    expect(page.url.pathname).toMatch(/^\/sign-in\//);
    expectError(await signIn(browser, page), 'unmet_authentication_requirements');
    expectError(await ask(await signedIn(), { ...asked, prompt: 'none' }), 'login_required');
  });

  it('for another sub end in an error when somebody else signs in', async () => {
    const asked = claims({ id_token: { sub: { value: bob } } });
    expect((await ask(await signedIn(bob), asked)).url.searchParams.get('code')).not.toBeNull();
    const browser = await signedIn(alice);
    const page = await ask(browser, asked);
    expect(page.url.pathname).toMatch(/^\/sign-in\//);
    expectError(await signIn(browser, page), 'login_required');
  });
});

describe('id_token_hint (OIDC Core §3.1.2.1)', () => {
  it('of who is signed in goes on; of somebody else ends in an error when another signs in', async () => {
    const id_token_hint = await idToken(await ask(await signedIn(bob), {}));
    expect((await ask(await signedIn(bob), { id_token_hint, prompt: 'none' })).url.searchParams.get('code')).not.toBeNull();
    const browser = await signedIn(alice);
    expectError(await ask(browser, { id_token_hint, prompt: 'none' }), 'login_required');
    expectError(await signIn(browser, await ask(browser, { id_token_hint })), 'login_required');
  });
});
