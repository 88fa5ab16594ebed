import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { contract } from '@consentry/contract';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumLaunch } from '../support/chromium.ts';
import { freePort } from '../support/free-port.ts';
import { managementApi } from '../support/management.ts';
import { startProduct, type Product } from '../support/product.ts';
import { ALICE, standardFixture } from '../support/standard-fixture.ts';

const LIBRARY = readFileSync(
  createRequire(import.meta.url)
    .resolve('oidc-client-ts')
    .replace(/umd.*/, 'browser/oidc-client-ts.min.js'),
);

let product: Product;
let browser: Browser;
let app: Server;
let appUrl: string;
let clientId: string;

beforeAll(async () => {
  product = await startProduct({ fixture: standardFixture() });
  const port = await freePort();
  appUrl = `http://localhost:${port}`;
  const api = await managementApi(product.issuer);
  const { client } = await api(contract.clients.create, {
    body: {
      name: 'Browser App',
      app_type: 'single_page',
      party: 'third_party',
      redirect_uris: [`${appUrl}/callback`],
      post_logout_redirect_uris: [`${appUrl}/`],
      scopes: ['openid', 'profile', 'email', 'offline_access'],
    },
  });
  clientId = client.client_id;
  app = startApp(port);
  browser = await chromium.launch(chromiumLaunch());
});

afterAll(async () => {
  await browser?.close();
  app?.close();
  await product?.stop();
});

/** A static single-page application on an origin of its own: every call to the product is cross-origin. */
function startApp(port: number): Server {
  const script = `
    const manager = new oidc.UserManager({ authority: ${JSON.stringify(product.issuer)}, client_id: ${JSON.stringify(clientId)},
      redirect_uri: location.origin + '/callback', post_logout_redirect_uri: location.origin + '/',
      scope: 'openid profile email offline_access', extraQueryParams: { prompt: 'consent' }, loadUserInfo: true });
    window.manager = manager;
    const show = (value) => { document.querySelector('pre').textContent = JSON.stringify(value); };
    document.querySelector('button').addEventListener('click', () => manager.signinRedirect());
    if (location.pathname === '/callback') manager.signinCallback().then((user) => show(user), (error) => show({ error: error.error, message: error.message }));`;
  const page = `<!doctype html><title>App</title><link rel="icon" href="data:,"><button>Sign in</button><pre></pre><script src="/oidc.js"></script><script>${script}</script>`;
  return createServer((request, response) => {
    const isLibrary = request.url === '/oidc.js';
    response.setHeader('content-type', isLibrary ? 'text/javascript' : 'text/html');
    response.end(isLibrary ? LIBRARY : page);
  }).listen(port, 'localhost');
}

async function openSignIn(): Promise<{ page: Page; problems: string[] }> {
  const page = await (await browser.newContext()).newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(appUrl);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('[name=identifier]').fill(ALICE.identifier);
  await page.locator('[name=password]').fill(ALICE.password);
  await page.locator('[name=password]').press('Enter');
  return { page, problems };
}

test('a single-page app signs in with PKCE, reads userinfo, refreshes and revokes across origins (RFC 10017, Fetch CORS)', async () => {
  const { page, problems } = await openSignIn();
  await page.locator('button[name=decision][value=allow]').click();
  await page.waitForURL(`${appUrl}/callback*`);
  await page.locator('pre:not(:empty)').waitFor();
  const user: unknown = JSON.parse((await page.locator('pre').textContent()) ?? '');
  expect(user).toMatchObject({ token_type: 'Bearer', profile: { name: 'Alice Example', email: 'alice@example.com', iss: product.issuer } });

  const refreshed: unknown = await page.evaluate(
    'manager.getUser().then((before) => manager.signinSilent().then((after) => ({ changed: before.refresh_token !== after.refresh_token, sub: after.profile.sub })))',
  );
  expect(refreshed).toMatchObject({ changed: true });
  await page.evaluate('manager.revokeTokens()');
  const left: unknown = await page.evaluate('manager.getUser().then((user) => user.refresh_token ?? null)');
  expect(left).toBeNull();
  expect(problems).toEqual([]);
});

test('cancel on the consent page is access_denied in the app', async () => {
  const { page } = await openSignIn();
  await page.locator('button[name=decision][value=deny]').click();
  await page.locator('pre:not(:empty)').waitFor();
  expect(JSON.parse((await page.locator('pre').textContent()) ?? '')).toMatchObject({ error: 'access_denied' });
});

test('signing out of the app with its ID token ends the session and comes back (OIDC RP-Initiated Logout §2)', async () => {
  const { page } = await openSignIn();
  await page.locator('button[name=decision][value=allow]').click();
  await page.locator('pre:not(:empty)').waitFor();
  await page.evaluate('void manager.signoutRedirect()');
  await page.waitForURL((url) => url.pathname !== '/callback');
  const confirm = page.locator('button[name=logout][value=yes]');
  if (!page.url().startsWith(appUrl)) await confirm.click();
  await page.waitForURL(`${appUrl}/**`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('[name=password]').waitFor();
});
