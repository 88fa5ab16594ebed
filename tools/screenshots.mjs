// Draws docs/images from the running product: `npm run screenshots`. Needs Chromium, which it finds as the browser tests do.
import { mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildIfStale } from './build.mjs';
import { chromiumLaunch } from '../tests/support/chromium.ts';
import { startProduct } from '../tests/support/product.ts';

// Playwright is a dependency of the tests.
const { chromium } = createRequire(new URL('../tests/package.json', import.meta.url))('@playwright/test');

const IMAGES = join(dirname(import.meta.dirname), 'docs/images');
const MAX_BYTES = 200 * 1024;
/** What the address bar and the endpoints show, whatever port is free on this machine. */
const PUBLIC_URL = 'http://localhost:3000';
const WIDE = { width: 1280, height: 1000 };
const NARROW = { width: 390, height: 844 };

const OPERATOR = { username: 'operator', password: 'an operator of the example' };
const PERSON = { username: 'alice', password: 'correct horse battery' };
const PARTNER = { client_id: 'partner-web', redirect_uri: 'https://partner.example/callback' };
const API = 'https://api.example.com';

const fixture = {
  users: [
    { ...OPERATOR, name: 'Olivia Operator', email: 'olivia@example.com', email_verified: true, operator: true },
    { ...PERSON, name: 'Alice Example', email: 'alice@example.com', email_verified: true },
  ],
  resource_servers: [
    {
      resource: API,
      name: 'Orders API',
      scopes: [
        { name: 'orders:read', description: 'See your orders' },
        { name: 'orders:write', description: 'Place and cancel orders for you' },
      ],
    },
  ],
  clients: [
    { name: 'Partner Job', app_type: 'machine_to_machine', party: 'third_party', resource_scopes: { [API]: ['orders:read'] } },
    { name: 'Partner Mobile', app_type: 'native', party: 'third_party', redirect_uris: ['example.partner.mobile:/callback'] },
    {
      name: 'Partner Dashboard',
      app_type: 'single_page',
      party: 'third_party',
      redirect_uris: ['https://dashboard.partner.example/callback'],
    },
    {
      client_id: PARTNER.client_id,
      name: 'Partner Web',
      description: 'Plans deliveries from your orders.',
      app_type: 'traditional_web',
      party: 'third_party',
      redirect_uris: [PARTNER.redirect_uri],
      scopes: ['openid', 'profile', 'email', 'offline_access'],
      resource_scopes: { [API]: ['orders:read'] },
      pkce: 'optional',
    },
  ],
};

await buildIfStale();
mkdirSync(IMAGES, { recursive: true });
const product = await startProduct({ fixture, public_url: PUBLIC_URL });
const { executablePath, args } = chromiumLaunch();
const browser = await chromium.launch({
  executablePath,
  args: [...args, `--host-resolver-rules=MAP localhost:3000 ${new URL(product.origin).host}`],
});
try {
  await drawConsole();
  await drawHostedPages();
} finally {
  await browser.close();
  await product.stop();
}

async function drawConsole() {
  const page = await newPage({ viewport: WIDE, colorScheme: 'light' });
  await page.goto(`${PUBLIC_URL}/console/`);
  await signIn(page, OPERATOR);
  await page.getByRole('link', { name: 'Partner Web' }).waitFor();
  await draw(page, 'console-applications');
  await page.goto(`${PUBLIC_URL}/console/applications/${PARTNER.client_id}`);
  await page.getByRole('heading', { name: 'Client secrets' }).waitFor();
  await draw(page, 'console-application');
  await drawService(page);
  await drawPartnerLink(page);
  await page.context().close();
}

/** The way from a service's name to its finished configuration. */
async function drawService(page) {
  await page.goto(`${PUBLIC_URL}/console/applications/+services`);
  await page.getByRole('link', { name: /^Grafana/ }).waitFor();
  await draw(page, 'console-services');
  await page.getByRole('link', { name: /^Grafana/ }).click();
  await page.getByRole('textbox').first().fill('https://grafana.example.com');
  await draw(page, 'console-service');
  await page.getByRole('button', { name: 'Create application' }).click();
  await page.getByTestId('client-secret').waitFor();
  await draw(page, 'console-guide', true);
}

async function drawPartnerLink(page) {
  await page.goto(`${PUBLIC_URL}/console/applications/${PARTNER.client_id}/guide`);
  await page.getByRole('button', { name: 'Create a link' }).click();
  await page.getByLabel('Whom is it for?').fill('Acme, integration team');
  await page.getByRole('dialog').getByRole('button', { name: 'Create a link' }).click();
  await page.goto(await page.getByTestId('partner-link').textContent());
  await draw(page, 'partner-guide');
}

async function drawHostedPages() {
  const page = await newPage({ viewport: WIDE, colorScheme: 'light' });
  await page.goto(authorizationUrl());
  await page.getByRole('textbox', { name: /password/i }).waitFor();
  await draw(page, 'sign-in');
  await signIn(page, PERSON);
  await page.locator('[name=decision][value=allow]').waitFor();
  await draw(page, 'consent', true);
  await page.emulateMedia({ colorScheme: 'dark' });
  await draw(page, 'consent-dark', true);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(NARROW);
  await draw(page, 'consent-narrow', true);
  await page.context().close();
}

async function newPage(options) {
  const context = await browser.newContext({ ...options, locale: 'en', reducedMotion: 'reduce' });
  return context.newPage();
}

async function signIn(page, { username, password }) {
  await page.locator('[name=identifier]').fill(username);
  await page.locator('[name=password]').fill(password);
  await page.locator('[name=password]').press('Enter');
}

/** RFC 6749 §4.1.1 */
function authorizationUrl() {
  const parameters = {
    client_id: PARTNER.client_id,
    redirect_uri: PARTNER.redirect_uri,
    response_type: 'code',
    scope: 'openid profile email offline_access orders:read',
    resource: API,
    state: 'example',
  };
  return `${PUBLIC_URL}/oauth2/authorize?${new URLSearchParams(parameters)}`;
}

async function draw(page, name, fullPage = false) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.activeElement?.blur?.());
  const path = join(IMAGES, `${name}.png`);
  await page.screenshot({ path, fullPage, animations: 'disabled', caret: 'hide' });
  const { size } = statSync(path);
  console.log(`docs/images/${name}.png  ${Math.round(size / 1024)} KB`);
  if (size > MAX_BYTES) throw new Error(`docs/images/${name}.png is larger than ${MAX_BYTES / 1024} KB`);
}
