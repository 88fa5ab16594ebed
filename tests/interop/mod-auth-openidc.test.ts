import { contract } from '@consentry/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { apacheOrReason } from '../support/apache-binaries.ts';
import { apacheLogoutUri, startApache, type Apache } from '../support/apache.ts';
import { BrowserLike, type Page } from '../support/browser-like.ts';
import { freePort } from '../support/free-port.ts';
import { managementApi } from '../support/management.ts';
import { startProduct, type Product } from '../support/product.ts';
import { signOutAtAccount } from '../support/sign-out-at-account.ts';
import { ALICE, standardFixture } from '../support/standard-fixture.ts';
import { waitUntil } from '../support/wait-until.ts';

const CLIENT = { client_id: 'apache', client_secret: 'apache-secret-of-32-characters-or-more' };

const binaries = apacheOrReason();
let product: Product;
let apache: Apache;

beforeAll(async () => {
  if (typeof binaries === 'string') return;
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const standard = standardFixture();
  product = await startProduct({
    fixture: {
      ...standard,
      clients: [
        ...(standard.clients ?? []),
        {
          ...CLIENT,
          name: 'Site behind Apache',
          app_type: 'traditional_web',
          party: 'third_party',
          redirect_uris: [`${origin}/redirect_uri`],
          post_logout_redirect_uris: [`${origin}/signed-out.html`],
          backchannel_logout_uri: apacheLogoutUri(origin),
          scopes: ['openid', 'email', 'offline_access'],
        },
      ],
    },
  });
  apache = await startApache({ binaries, port, issuer: product.issuer, ...CLIENT });
});

beforeEach(({ skip }) => {
  if (typeof binaries === 'string') skip(binaries);
});

afterAll(async () => {
  await apache?.stop();
  await product?.stop();
});

/** From the protected page through sign-in and consent back to it. */
async function signIn(browser = new BrowserLike()): Promise<{ browser: BrowserLike; page: Page }> {
  const begun = await browser.open(`${apache.origin}/`);
  const callback = await browser.signInAndConsent(begun.url, ALICE);
  return { browser, page: await browser.open(callback) };
}

/** Where a request for the protected page ends: there, or at the product to sign in. */
async function whereItEnds(browser: BrowserLike): Promise<'page' | 'sign-in'> {
  const page = await browser.open(`${apache.origin}/`);
  if (page.status === 200 && page.text.includes('The page behind Apache')) return 'page';
  if (page.url.startsWith(`${product.issuer}/oauth2/authorize?`)) return 'sign-in';
  throw new Error(`neither the page nor sign-in, but ${page.status} at ${page.url}:\n${page.text.slice(0, 500)}\n${apache.log()}`);
}

interface SessionInfo {
  access_token: string;
  refresh_token: string;
  id_token: Record<string, unknown>;
  userinfo: Record<string, unknown>;
}

/** What Apache holds for this browser, as its info hook tells. */
async function sessionInfo(browser: BrowserLike): Promise<SessionInfo> {
  const answer = (await browser.open(`${apache.origin}/redirect_uri?info=json`)).json();
  const text = (name: string): string => (typeof answer[name] === 'string' ? answer[name] : '');
  const object = (name: string): Record<string, unknown> => Object.fromEntries(Object.entries(answer[name] ?? {}));
  return {
    access_token: text('access_token'),
    refresh_token: text('refresh_token'),
    id_token: object('id_token'),
    userinfo: object('userinfo'),
  };
}

/** Has Apache use its refresh token; where it sends the browser then tells whether that went well. */
function refreshIn(browser: BrowserLike, accessToken: string): Promise<Page> {
  const query = new URLSearchParams({ refresh: `${apache.origin}/signed-out.html`, access_token: accessToken });
  return browser.open(`${apache.origin}/redirect_uri?${query.toString()}`);
}

function untilSignedOut(browser: BrowserLike): Promise<true> {
  return waitUntil('Apache has been told that the session ended', async () => (await whereItEnds(browser)) === 'sign-in', {
    timeout_ms: 15_000,
    interval_ms: 200,
  });
}

test('signs in with PKCE and a nonce, and knows the user by the claims of userinfo (OIDC Core §3.1, RFC 7636)', async () => {
  const browser = new BrowserLike();
  const begun = new URL((await browser.open(`${apache.origin}/`)).url);
  expect(begun.origin + begun.pathname).toBe(`${product.issuer}/oauth2/authorize`);
  expect(begun.searchParams.get('code_challenge_method')).toBe('S256');
  expect(begun.searchParams.get('nonce')).not.toBeNull();

  const { page } = await signIn(browser);
  expect(page.status).toBe(200);
  expect(page.url).toBe(`${apache.origin}/`);
  expect(page.headers['x-remote-user']).toContain('alice@example.com');
  expect(browser.answered).toEqual(['sign-in', 'consent']);
  const { id_token, userinfo } = await sessionInfo(browser);
  expect(id_token).toMatchObject({ iss: product.issuer, aud: CLIENT.client_id, sub: userinfo['sub'], sid: expect.any(String) as unknown });
  expect(userinfo).toMatchObject({ email: 'alice@example.com', email_verified: true });
  expect(await whereItEnds(browser)).toBe('page');
});

test('refreshes twice, each time with the refresh token of the answer before (RFC 6749 §6)', async () => {
  const { browser } = await signIn();
  const seen = [await sessionInfo(browser)];
  for (const _round of [1, 2]) {
    const returned = await refreshIn(browser, seen.at(-1)?.access_token ?? '');
    expect(returned.url).not.toContain('error');
    expect(returned.text).toContain('Signed out of Apache');
    seen.push(await sessionInfo(browser));
  }
  expect(new Set(seen.map(({ access_token }) => access_token)).size).toBe(3);
  expect(new Set(seen.map(({ refresh_token }) => refresh_token)).size).toBe(3);
  expect(await whereItEnds(browser)).toBe('page');
});

test('a refresh fails at once when the grant was revoked (RFC 6749 §5.2)', async () => {
  const { browser } = await signIn();
  const { access_token } = await sessionInfo(browser);
  const api = await managementApi(product.issuer);
  expect((await api(contract.grants.revokeAll, { query: { client_id: CLIENT.client_id } })).revoked).toBe(1);
  const returned = await refreshIn(browser, access_token);
  expect(new URL(returned.url).searchParams.get('error_code')).toBe('refresh_failed');
});

test('its sign-out signs out of the product and comes back (OIDC RP-Initiated Logout §2)', async () => {
  const { browser } = await signIn();
  const target = `${apache.origin}/signed-out.html`;
  const begun = await browser.open(`${apache.origin}/redirect_uri?logout=${encodeURIComponent(target)}`);
  expect(new URL(begun.url).searchParams.get('id_token_hint')).not.toBeNull();
  let page = await browser.open(begun.url);
  const confirmation = page.forms.find(({ buttons }) => buttons.some(({ name }) => name === 'logout'));
  if (confirmation !== undefined) page = await browser.submit(page, confirmation, { button: { name: 'logout', value: 'yes' } });
  expect(page.url).toBe(target);
  expect((await browser.open(target)).text).toContain('Signed out of Apache');
  expect(await whereItEnds(browser)).toBe('sign-in');
  expect((await browser.open(`${product.issuer}/account`)).url).toContain('/sign-in');
});

test('a sign-out at the product ends the session at Apache, and no other (OIDC Back-Channel Logout §2.5)', async () => {
  const { browser } = await signIn();
  const { browser: other } = await signIn();
  expect([await whereItEnds(browser), await whereItEnds(other)]).toEqual(['page', 'page']);
  await signOutAtAccount(browser, product.issuer);
  await untilSignedOut(browser);
  expect(await whereItEnds(other)).toBe('page');

  const api = await managementApi(product.issuer);
  const { items } = await api(contract.logoutDeliveries.list, { query: { client_id: CLIENT.client_id } });
  expect(items[0]).toMatchObject({ state: 'delivered', attempts: 1, last_status: 200 });
  await signOutAtAccount(other, product.issuer);
  await untilSignedOut(other);
});

test('disabling the user ends all sessions at Apache (OIDC Back-Channel Logout §2.5)', async () => {
  const visits = [await signIn(), await signIn()];
  for (const { browser } of visits) expect(await whereItEnds(browser)).toBe('page');
  const api = await managementApi(product.issuer);
  const { items } = await api(contract.users.list, { query: { q: 'alice' } });
  const params = { user_id: items[0]?.user_id ?? '' };
  await api(contract.users.disable, { params });
  for (const { browser } of visits) await untilSignedOut(browser);
  await api(contract.users.enable, { params });
  expect((await signIn()).page.status).toBe(200);
});
