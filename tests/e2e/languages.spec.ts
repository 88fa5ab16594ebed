import { AxeBuilder } from '@axe-core/playwright';
import { contract } from '@consentry/contract';
import type { Page } from '@playwright/test';
import { managementApi } from '../support/management.ts';
import { ORDERS_API, REPORTS_API } from '../support/standard-fixture.ts';
import { layoutFaults } from './layout-faults.ts';
import { expect, requestUrl, test, type ProductWithApp } from './product-test.ts';

const LEFT_TO_RIGHT = ['en', 'de', 'fr', 'es', 'it', 'pt-BR', 'nl', 'pl', 'tr', 'ja', 'ko', 'zh-Hans', 'zh-Hant', 'hi'];
const RIGHT_TO_LEFT = ['ar', 'he'];

/** Where axe looks too: both directions, long words, and scripts of their own. */
const AXE_LOCALES = ['ar', 'de', 'hi', 'ja'];
const AXE_PAGES = ['sign-in with an error', 'sign-up with errors', 'consent with everything on it', '/account/apps', 'sign-out'];

const NARROW = 390;
const WIDE = 1280;
const KILOBYTE = 1024;
/** Room for the headers of one answer, which the browser’s own count of bytes leaves out. */
const HEADERS = KILOBYTE;
const PASSWORD = 'a password of many words';

interface Visit {
  page: Page;
  product: ProductWithApp;
  person: { identifier: string; password: string };
  /** Looks at the page that is open. */
  look: (name: string) => Promise<void>;
}

// What is wrong is told in words; recording each of some thirty pages would take longer than looking at them.
test.use({ trace: 'off' });

for (const locale of [...LEFT_TO_RIGHT, ...RIGHT_TO_LEFT]) {
  test.describe(locale, () => {
    test.use({ locale });

    test('every hosted page fits at 390 and 1280 pixels, and sign-in and consent weigh 20 KB or less', async ({ page, product }) => {
      const faults: string[] = [];
      const look = async (name: string): Promise<void> => {
        const found = await faultsOf(page, locale);
        if (AXE_LOCALES.includes(locale) && AXE_PAGES.includes(name)) found.push(...(await axeViolations(page)));
        faults.push(...found.map((fault) => `${name}, ${fault}`));
      };
      const visit = { page, product, person: await newPerson(product), look };
      await signInAndConsent(visit);
      await accountPages(visit);
      await otherPages(visit);
      await partnerPages(visit);
      await signOut(visit);
      expect(faults).toEqual([]);
    });
  });
}

test.describe('a request’s ui_locales', () => {
  test.use({ locale: 'de' });

  test('go before the browser’s languages (OIDC Core §3.1.2.1)', async ({ page, product }) => {
    await page.goto(requestUrl(product, { ui_locales: 'tlh zh-TW ja' }));
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hant');
    await page.goto(requestUrl(product, { ui_locales: 'tlh' }));
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  });
});

/** What is wrong with the page that is open, first at the width that the window has. */
async function faultsOf(page: Page, locale: string): Promise<string[]> {
  const faults: string[] = [];
  const [lang, dir] = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
  if (lang !== locale || dir !== (RIGHT_TO_LEFT.includes(locale) ? 'rtl' : 'ltr')) faults.push(`in ${lang}, ${dir}`);
  const narrowFirst = page.viewportSize()?.width === NARROW;
  for (const width of narrowFirst ? [NARROW, WIDE] : [WIDE, NARROW]) {
    if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: 800 });
    faults.push(...(await page.evaluate(layoutFaults)).map((fault) => `${width} px: ${fault}`));
  }
  return faults;
}

async function axeViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

/** The bytes of the open page and of all that it loaded, compressed as they came. */
function wireBytes(page: Page): Promise<number> {
  return page.evaluate(
    (headers) =>
      [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .filter((entry) => entry instanceof PerformanceResourceTiming)
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize + headers, 0),
    HEADERS,
  );
}

async function expectLight(page: Page, name: string): Promise<void> {
  const bytes = await wireBytes(page);
  expect.soft(bytes, name).toBeGreaterThan(4 * KILOBYTE);
  expect.soft(bytes, name).toBeLessThanOrEqual(20 * KILOBYTE);
}

async function newPerson(product: ProductWithApp): Promise<Visit['person']> {
  const api = await managementApi(product.issuer);
  const identifier = `person-${crypto.randomUUID().slice(0, 8)}`;
  const claims = { name: 'Pat Person', phone_number: '+4930123456', address: { locality: 'Berlin', country: 'Germany' } };
  const body = { username: identifier, password: PASSWORD, email: `${identifier}@example.com`, claims, groups: ['staff', 'admins'] };
  await api(contract.users.create, { body });
  return { identifier, password: PASSWORD };
}

/** An application that asks for everything, with and without a choice, and whose answer any application on the device may get. */
async function greedyApp({ product }: Visit): Promise<Record<string, string>> {
  const api = await managementApi(product.issuer);
  const scopes = ['openid', 'profile', 'email', 'phone', 'address', 'groups', 'offline_access'] as const;
  const { client } = await api(contract.clients.create, {
    body: {
      name: 'Partner Native',
      description: 'Plans deliveries for your orders',
      app_type: 'native',
      party: 'third_party',
      redirect_uris: ['http://127.0.0.1/callback'],
      scopes: [...scopes],
      resource_scopes: { [ORDERS_API]: ['orders:read', 'orders:write'], [REPORTS_API]: ['orders:read'] },
      optional_scopes: ['phone', 'groups', 'offline_access'],
      optional_resource_scopes: { [ORDERS_API]: ['orders:write'] },
    },
  });
  return {
    client_id: client.client_id,
    scope: `${scopes.join(' ')} orders:read orders:write`,
    resource: ORDERS_API,
    prompt: 'consent',
    ...PKCE,
  };
}

/** The challenge of RFC 7636 appendix B: nobody redeems the code. */
const PKCE = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };

async function send(page: Page, person: { identifier: string; password: string }): Promise<void> {
  await page.locator('[name=identifier]').fill(person.identifier);
  await page.locator('[name=password]').fill(person.password);
  await page.locator('[name=password]').press('Enter');
}

async function signInAndConsent(visit: Visit): Promise<void> {
  const { page, product, person, look } = visit;
  const app = await greedyApp(visit);
  await page.goto(requestUrl(product, { ...app, scope: 'openid email' }));
  await expectLight(page, 'sign-in');
  await send(page, { ...person, password: 'not the password' });
  await page.getByRole('alert').waitFor();
  await look('sign-in with an error');
  await page.locator('.reveal').click();
  await look('sign-in with the password shown');

  await page.goto(`${page.url()}/sign-up`);
  await look('sign-up');
  // What the browser itself would refuse to send.
  await page.locator('form').evaluate((form) => HTMLFormElement.prototype.submit.call(form));
  await page.getByRole('alert').waitFor();
  await look('sign-up with errors');

  await page.goto(requestUrl(product, { ...app, scope: 'openid email' }));
  await send(page, person);
  await page.locator('[name=decision][value=allow]').click();
  await page.waitForURL(/code=/);
  await page.goto(requestUrl(product, app));
  await page.locator('details').evaluate((details) => details.setAttribute('open', ''));
  await look('consent with everything on it');
  await expectLight(page, 'consent');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.locator('[name=decision][value=allow]').click();
  await page.waitForURL(/code=/);
  await page.goto(requestUrl(product, app));
  await look('consent to what was allowed before');
  await page.goto(requestUrl(product, { prompt: 'select_account' }));
  await look('the choice of an account');
}

/** All pages of the account that its own navigation and links lead to. */
async function accountPages({ page, product, look }: Visit): Promise<void> {
  const seen = new Set<string>();
  const next = [`${product.issuer}/account`];
  for (let url = next.shift(); url !== undefined; url = next.shift()) {
    if (seen.has(url)) continue;
    seen.add(url);
    await page.goto(url);
    await look(new URL(url).pathname);
    const links = page.locator('main a[href^="/account"]:not([download]):not([href$=".json"])');
    next.push(...(await links.evaluateAll((found) => found.map((link) => (link instanceof HTMLAnchorElement ? link.href : '')))));
  }
}

async function otherPages({ page, product, look }: Visit): Promise<void> {
  const paths = ['/', '/setup?token=wrong', '/no-such-page', '/docs/problems/client-not-found', '/consent/no-such-interaction'];
  const requests = [requestUrl(product, { client_id: 'unknown' }), requestUrl(product, { redirect_uri: `${product.app_origin}/other` })];
  for (const url of [...paths.map((path) => product.issuer + path), ...requests]) {
    await page.goto(url);
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => details.setAttribute('open', '')));
    await look(url.slice(product.issuer.length));
  }
}

/** What somebody without an account sees of an app: its name is long and runs the other way. */
async function partnerPages({ page, product, look }: Visit): Promise<void> {
  const api = await managementApi(product.issuer);
  const name = 'مخطط التسليم والطلبات للشركاء Delivery Planner';
  const { client } = await api(contract.clients.create, { body: { name, app_type: 'traditional_web', party: 'third_party' } });
  const params = { client_id: client.client_id };
  const { url } = await api(contract.partnerLinks.create, { params, body: { name: 'Languages' } });
  for (const address of [url, `${url}/guides/grafana`, `${product.issuer}/partner/unknown`]) {
    await page.goto(address);
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => details.setAttribute('open', '')));
    await look(address.slice(url.length) || 'partner link');
  }
}

async function signOut({ page, product, look }: Visit): Promise<void> {
  await page.goto(`${product.issuer}/oauth2/logout`);
  await look('sign-out');
  await page.locator('[name=logout][value=yes]').click();
  await expect(page.locator('[name=logout]')).toHaveCount(0);
  await look('signed out');
}
