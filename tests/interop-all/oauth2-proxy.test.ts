import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contract, type ApiClient } from '@consentry/contract';
import { fillGuide, guideBySlug } from '@consentry/guides';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BrowserLike, type Page } from '../support/browser-like.ts';
import { startProgram, type RunningProgram } from '../support/foreign-program.ts';
import { freePort } from '../support/free-port.ts';
import { managementApi } from '../support/management.ts';
import { startProduct, type Product } from '../support/product.ts';
import { ALICE, BOB, standardFixture } from '../support/standard-fixture.ts';
import { startTamperingProxy, type TamperingProxy } from '../support/tampering-proxy.ts';
import { makeTempDirectory } from '../support/temp-directory.ts';
import { startUpstreamApp, type UpstreamApp } from '../support/upstream-app.ts';
import { waitUntil } from '../support/wait-until.ts';
import { goProgram } from './toolchains/go-program.ts';
import { useForeignProgram } from './use-foreign-program.ts';

const program = goProgram('oauth2-proxy', 'github.com/oauth2-proxy/oauth2-proxy/v7');
const build = useForeignProgram(program);
const directory = makeTempDirectory('oauth2-proxy');

let tampering: TamperingProxy;
let product: Product;
let api: ApiClient;
let upstream: UpstreamApp;
let proxy: RunningProgram;
let origin: string;
let client_id: string;

beforeAll(async () => {
  if (!build.isThere()) return;
  tampering = await startTamperingProxy();
  product = await startProduct({ fixture: standardFixture(), public_url: tampering.origin });
  tampering.forwardTo(product.origin);
  api = await managementApi(product.issuer);
  upstream = await startUpstreamApp();
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  const created = await api(contract.guides.createClient, { params: { slug: 'oauth2-proxy' }, body: { address: origin } });
  const { client } = created;
  ({ client_id } = client);
  await api(contract.clients.update, {
    params: { client_id },
    body: { scopes: [...client.scopes, 'offline_access'], post_logout_redirect_uris: [`${origin}/`] },
  });
  const file = recipeFile({
    issuer: product.issuer,
    client_id,
    client_secret: created.client_secret ?? '',
    redirect_uri: client.redirect_uris[0] ?? '',
  });
  const { command } = program.start;
  const started = { name: program.name, start: { command, args: ['--config', file, ...changes(port)] } };
  proxy = await startProgram(started, {}, `${origin}/ping`);
});

afterAll(async () => {
  await proxy?.stop();
  await upstream?.close();
  await product?.stop();
  await tampering?.close();
  directory.remove();
});

/** The configuration of the recipe to the letter, filled with the client's values. */
function recipeFile(values: { issuer: string; client_id: string; client_secret: string; redirect_uri: string }): string {
  const guide = guideBySlug('oauth2-proxy');
  const file = guide === null ? undefined : fillGuide(guide, { ...values, service: origin }).steps.find((step) => step.file !== null)?.file;
  if (file === null || file === undefined) throw new Error('the recipe has no file');
  const path = join(directory.path, 'oauth2-proxy.cfg');
  writeFileSync(path, file.content);
  return path;
}

/** What differs from the recipe: addresses of this test, http instead of https, and a refresh at each request after a second. */
function changes(port: number): string[] {
  return [
    `--http-address=127.0.0.1:${port}`,
    `--upstream=${upstream.origin}`,
    `--cookie-secret=${randomBytes(16).toString('hex')}`,
    '--cookie-secure=false',
    '--cookie-refresh=1s',
    '--scope=openid profile email groups offline_access',
    `--whitelist-domain=${new URL(product.issuer).host}`,
  ];
}

/** The page of oauth2-proxy with its one button, and where that sends the browser. */
async function request(browser: BrowserLike): Promise<URL> {
  const page = await browser.open(`${origin}/`);
  expect(page.status).toBe(403);
  const [form] = page.forms;
  if (form === undefined) throw new Error(`no way to sign in at ${page.url}: ${page.text}`);
  const url = new URL((await browser.submit(page, form)).url);
  expect(url.origin, proxy.output()).toBe(product.issuer);
  return url;
}

async function signIn({ browser = new BrowserLike(), person = ALICE, change = (_url: URL): void => {} } = {}): Promise<{
  browser: BrowserLike;
  page: Page;
}> {
  const url = await request(browser);
  change(url);
  return { browser, page: await browser.open(await browser.signInAndConsent(url, person)) };
}

/** Whether the application behind the proxy is reached. */
async function reaches(browser: BrowserLike): Promise<boolean> {
  const page = await browser.open(`${origin}/`);
  if (page.status === 200) return true;
  if (page.status === 403) return false;
  throw new Error(`neither the application nor a way to sign in, but ${page.status}: ${page.text}\n${proxy.output()}`);
}

test('signs people in with PKCE and a nonce, and tells the application who is there (OIDC Core §3.1, RFC 7636)', async () => {
  const browser = new BrowserLike();
  const { searchParams } = await request(browser);
  expect(searchParams.get('code_challenge_method')).toBe('S256');
  expect(searchParams.get('nonce')).not.toBeNull();

  const { page } = await signIn({ browser });
  expect(page.url, page.text).toBe(`${origin}/`);
  expect(browser.answered).toEqual(['sign-in', 'consent']);
  expect(page.json()).toMatchObject({
    'x-forwarded-email': 'alice@example.com',
    'x-forwarded-user': expect.stringMatching(/./),
    'x-forwarded-groups': 'staff,admins',
  });
});

test('leaves out people whose e-mail address is not verified, as the recipe says', async () => {
  const { browser, page } = await signIn({ person: BOB });
  expect(page.status).toBe(403);
  expect(proxy.output()).toContain("email in id_token (bob@example.com) isn't verified");
  expect(await reaches(browser)).toBe(false);
  expect(await reaches((await signIn()).browser)).toBe(true);
});

test('refuses an ID token with the nonce of another request, or a signature that is not the product’s (OIDC Core §3.1.3.7)', async () => {
  const replayed = await signIn({ change: (url) => url.searchParams.set('nonce', 'of-somebody-else') });
  const forged = await tampering.withForgedSignatures(() => signIn());
  for (const { browser, page } of [replayed, forged]) {
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(await reaches(browser)).toBe(false);
    await signIn({ browser });
    expect(await reaches(browser)).toBe(true);
  }
});

test('refreshes while the grant stands, and asks for a sign-in once it is revoked (RFC 6749 §5.2, §6)', async () => {
  const { browser } = await signIn();
  const refreshes = (): number => proxy.output().split('Refreshing session').length;
  const before = refreshes();
  await waitUntil('the session has been refreshed', async () => (await reaches(browser)) && refreshes() > before, { interval_ms: 200 });
  expect(await reaches(browser)).toBe(true);
  await api(contract.grants.revokeAll, { query: { client_id } });
  await waitUntil('the proxy lets nobody through', async () => !(await reaches(browser)), { interval_ms: 200 });
  expect(proxy.output()).toContain('invalid_grant');
  await signIn({ browser });
  expect(await reaches(browser)).toBe(true);
});

test('signs out at the proxy and at the product, and comes back (OIDC RP-Initiated Logout §2)', async () => {
  const { browser } = await signIn();
  const metadata = (await (await fetch(`${product.issuer}/.well-known/openid-configuration`)).json()) as { end_session_endpoint: string };
  const atProduct = new URL(metadata.end_session_endpoint);
  atProduct.search = new URLSearchParams({ client_id, post_logout_redirect_uri: `${origin}/` }).toString();
  const begun = await browser.open(`${origin}/oauth2/sign_out?rd=${encodeURIComponent(atProduct.href)}`);
  expect(begun.url).toBe(atProduct.href);
  let page = await browser.open(begun.url);
  const confirmation = page.forms.find(({ buttons }) => buttons.some(({ name }) => name === 'logout'));
  if (confirmation !== undefined) page = await browser.submit(page, confirmation, { button: { name: 'logout', value: 'yes' } });
  expect(page.url).toBe(`${origin}/`);
  expect(await reaches(browser)).toBe(false);
  expect((await browser.open(`${product.issuer}/account`)).url).toContain('/sign-in');
});

test('lets nobody in while the client is disabled (RFC 6749 §4.1.2.1)', async () => {
  const params = { client_id };
  await api(contract.clients.disable, { params, body: {} });
  const browser = new BrowserLike();
  const page = await browser.open(await request(browser));
  expect([page.status, new URL(page.url).origin]).toEqual([403, product.issuer]);
  await api(contract.clients.enable, { params });
  expect(await reaches((await signIn({ browser })).browser)).toBe(true);
});
