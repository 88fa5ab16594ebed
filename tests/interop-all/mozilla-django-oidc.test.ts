import { contract } from '@consentry/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BrowserLike, type Page } from '../support/browser-like.ts';
import { signOutAtAccount } from '../support/sign-out-at-account.ts';
import { waitUntil } from '../support/wait-until.ts';
import { RelyingParty } from './relying-party.ts';
import { pythonProgram } from './toolchains/python-program.ts';
import { useForeignProgram } from './use-foreign-program.ts';

const program = pythonProgram('mozilla-django-oidc');
const build = useForeignProgram(program);
let party: RelyingParty;

beforeAll(async () => {
  if (build.isThere()) party = await RelyingParty.start(program);
});

afterAll(() => party?.stop());

/** Opens a page once the library finds that it is time to ask the product again, without a question to the person (OIDC Core §3.1.2.1). */
async function renewal(browser: BrowserLike): Promise<{ asked: URL; page: Page }> {
  const ask = async (): Promise<URL | null> => {
    const { url } = await browser.open(`${party.origin}/renewed`);
    return url.startsWith(party.issuer) ? new URL(url) : null;
  };
  const asked = await waitUntil('it is time to ask again', ask, { interval_ms: 200 });
  const answer = await browser.open(asked);
  return { asked, page: await browser.open(answer.url) };
}

const isSignedIn = async (browser: BrowserLike): Promise<boolean> => (await party.session(browser)).signed_in;

test('signs people in with PKCE, state and nonce, and makes a user of what userinfo says (OIDC Core §3.1, RFC 7636)', async () => {
  const browser = new BrowserLike();
  const { searchParams } = await party.request(browser);
  expect(searchParams.get('code_challenge_method')).toBe('S256');
  expect(searchParams.get('nonce')).not.toBeNull();
  const { page } = await party.signIn({ browser });
  expect([page.url, page.json()]).toEqual([`${party.origin}/`, { signed_in: true, email: 'alice@example.com' }]);
});

test('renews the session without a question as long as the product knows the person (OIDC Core §3.1.2.1)', async () => {
  const { browser } = await party.signIn();
  const { asked, page } = await renewal(browser);
  expect(asked.searchParams.get('prompt')).toBe('none');
  expect([page.url, page.json()]).toEqual([`${party.origin}/renewed`, { signed_in: true, email: 'alice@example.com' }]);
  await signOutAtAccount(browser, party.issuer);
  await renewal(browser);
  expect(await isSignedIn(browser)).toBe(false);
});

test('ends the session at the next renewal when the grant was revoked (OIDC Core §3.1.2.6)', async () => {
  const { browser } = await party.signIn();
  await party.api(contract.grants.revokeAll, { query: { client_id: party.client_id } });
  await renewal(browser);
  expect(await isSignedIn(browser)).toBe(false);
  await party.signIn({ browser });
  expect((await renewal(browser)).page.json()).toMatchObject({ signed_in: true });
});

test('goes on when the signing keys are replaced at once (OIDC Core §10.1.1)', async () => {
  await party.api(contract.signingKeys.rotate, { body: { announce_seconds: 0 } });
  expect(await isSignedIn((await party.signIn()).browser)).toBe(true);
});

test('refuses what a request or an ID token was tampered with (OIDC Core §3.1.3.7, RFC 7636 §4.6)', async () => {
  const other = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
  const replayed = await party.signIn({ change: (url) => url.searchParams.set('nonce', 'of-somebody-else') });
  const forged = await party.proxy.withForgedSignatures(() => party.signIn());
  const injected = await party.signIn({ change: (url) => url.searchParams.set('code_challenge', other) });
  expect([replayed.page.status, forged.page.status, injected.page.status]).toEqual([400, 400, 500]);
  expect(party.output()).toContain('invalid_grant');
  for (const { browser } of [replayed, forged, injected]) {
    expect(await isSignedIn(browser)).toBe(false);
    await party.signIn({ browser });
    expect(await isSignedIn(browser)).toBe(true);
  }
});

test('signs out at the product and comes back (OIDC RP-Initiated Logout §2)', async () => {
  const { browser } = await party.signIn();
  expect(await party.signOut(browser)).toBe(`${party.origin}/`);
  expect(await isSignedIn(browser)).toBe(false);
  expect((await browser.open(`${party.issuer}/account`)).url).toContain('/sign-in');
});

test('signs nobody in while the client is disabled (RFC 6749 §4.1.2.1)', async () => {
  const params = { client_id: party.client_id };
  await party.api(contract.clients.disable, { params, body: {} });
  const browser = new BrowserLike();
  const page = await browser.open(await party.request(browser));
  expect([page.status, new URL(page.url).origin]).toEqual([403, party.issuer]);
  await party.api(contract.clients.enable, { params });
  expect(await isSignedIn((await party.signIn({ browser })).browser)).toBe(true);
});
