import { AxeBuilder } from '@axe-core/playwright';
import { contract, type ApiClient } from '@consentry/contract';
import type { Page } from '@playwright/test';
import { managementApi } from '../support/management.ts';
import { ALICE, BOB, ORDERS_API } from '../support/standard-fixture.ts';
import { expect, requestUrl, signIn, test } from './product-test.ts';

/** Wide and narrow with every rule; in dark, where the layout is the same, the contrast. */
const LOOKS = [
  { colorScheme: 'light', width: 1280, rules: [] },
  { colorScheme: 'dark', width: 1280, rules: ['color-contrast'] },
  { colorScheme: 'light', width: 390, rules: [] },
  { colorScheme: 'dark', width: 390, rules: ['color-contrast'] },
] as const;

/** No violation in any look, and nothing to scroll sideways for (WCAG 1.4.10). */
async function check(page: Page, name: string): Promise<void> {
  for (const { colorScheme, width, rules } of LOOKS) {
    await page.setViewportSize({ width, height: 800 });
    // Without transitions: axe would meet colours on their way from light to dark.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The preview in the console's frame is the consent page, which is looked at by itself.
    const axe = new AxeBuilder({ page }).exclude('iframe');
    const { violations } = await (rules.length === 0 ? axe : axe.withRules([...rules])).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
    expect.soft(found, `${name}, ${width}, ${colorScheme}`).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(overflow, `${name}, ${width}: sideways overflow`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

test.describe.configure({ timeout: 480_000 });

test('axe finds nothing on the way from sign-in to consent', async ({ page, product }) => {
  const everything = requestUrl(product, { prompt: 'consent', scope: 'openid profile email phone address groups offline_access' });
  await page.goto(everything);
  await check(page, 'sign-in');
  await signIn(page, { ...ALICE, password: 'not the password' });
  await page.getByRole('alert').waitFor();
  await check(page, 'sign-in with an error');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await check(page, 'sign-up');
  await page.goto(everything);
  await signIn(page, ALICE);
  await page.getByRole('button', { name: 'Allow' }).waitFor();
  await check(page, 'consent');
  await page.goto(requestUrl(product, { prompt: 'select_account' }));
  await check(page, 'select account');
});

test('axe finds nothing on the other hosted pages', async ({ page, product }) => {
  await page.goto(`${product.issuer}/`);
  await check(page, 'home');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, ALICE);
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await check(page, 'account');
  await page.goto(requestUrl(product, { client_id: 'unknown' }));
  await check(page, 'error');
  const client_id = await disabledClient(await managementApi(product.issuer));
  await page.goto(requestUrl(product, { client_id }));
  await page.getByRole('heading', { name: 'This app is switched off' }).waitFor();
  await check(page, 'disabled client');
  for (const path of ['/docs/problems/client-not-found', '/setup?token=wrong', '/no-such-page', '/oauth2/logout']) {
    await page.goto(`${product.issuer}${path}`);
    await check(page, path);
  }
  const api = await managementApi(product.issuer);
  const link = { params: { client_id: 'partner-web' }, body: { name: 'axe' } };
  const { url } = await api(contract.partnerLinks.create, link);
  for (const path of ['', '/guides/express', '/guides/grafana']) {
    await page.goto(url + path);
    await check(page, `partner link${path}`);
  }
  await page.goto(`${product.issuer}/partner/unknown`);
  await check(page, 'partner link that opens nothing');
  await page.goto(`${product.issuer}/oauth2/logout`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You are signed out').first().waitFor();
  await check(page, 'signed out');
});

async function disabledClient(api: ApiClient): Promise<string> {
  const { client } = await api(contract.clients.create, { body: { name: 'Stopped', app_type: 'native', party: 'third_party' } });
  await api(contract.clients.disable, { params: { client_id: client.client_id }, body: { reason: 'People complained about it.' } });
  return client.client_id;
}

/** A page with a preview is whole once that is drawn; its frame now and then keeps the browser from telling that the network is idle. */
async function allShown(page: Page): Promise<void> {
  await Promise.race([page.waitForLoadState('networkidle'), page.locator('iframe').waitFor({ timeout: 0 })]);
}

const TABS = [
  '',
  '/guide',
  '/guide/express',
  '/settings',
  '/branding',
  '/permissions',
  '/grants',
  '/test',
  '/refused-requests',
  '/history',
  '/danger',
].map((tab) => `/applications/partner-web${tab}`);
const SCREENS = {
  'of applications': [
    '/applications',
    '/applications?tab=my-apps',
    '/applications?q=no-such-app&state=disabled',
    '/applications/+types',
    '/applications/+new',
    '/applications/+services',
    '/applications/+services/grafana',
    '/applications/DISABLED',
    '/applications/DISABLED/danger',
    '/applications/partner-spa',
    '/applications/partner-machine/permissions',
  ],
  'of one application': TABS,
  'of APIs, users and activity': [
    '/resource-servers',
    '/resource-servers/new',
    `/resource-servers/${encodeURIComponent(ORDERS_API)}`,
    '/users',
    '/users/new',
    '/users/ALICE',
    '/users/ALICE/connected-apps',
    '/users/ALICE/access',
    '/activity',
    '/activity/refused-requests',
    '/no-such-screen',
  ],
  'of the server itself': ['/settings', '/settings/signing-keys', '/settings/discovery', '/registration'],
};

for (const [name, screens] of Object.entries(SCREENS)) {
  test(`axe finds nothing on the console screens ${name}`, async ({ page, product }) => {
    const api = await managementApi(product.issuer);
    const { items } = await api(contract.users.list, { query: { q: 'alice' } });
    await page.goto(`${product.issuer}/console/`);
    await signIn(page, BOB);
    await page.getByRole('heading', { level: 1, name: 'Applications' }).waitFor();
    const disabled = name === 'of applications' ? await disabledClient(api) : '';
    for (const screen of screens) {
      const path = screen.replace('ALICE', items[0]?.user_id ?? '').replace('DISABLED', disabled);
      await page.goto(`${product.issuer}/console${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await allShown(page);
      await check(page, screen);
    }
  });
}

test('axe finds nothing where applications are chosen, and before keys are rotated or removed', async ({ page, product }) => {
  await page.goto(`${product.issuer}/console/applications`);
  await signIn(page, BOB);
  await page.getByRole('checkbox', { name: 'Choose all on this page' }).check();
  await check(page, 'applications chosen');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('dialog').waitFor();
  await check(page, 'applications about to be deleted');
  await page.goto(`${product.issuer}/console/settings/signing-keys`);
  await page.getByRole('button', { name: 'Add an Ed25519 key' }).click();
  await page.getByLabel('Announce', { exact: true }).selectOption('0');
  await check(page, 'keys about to be rotated');
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate keys' }).click();
  await page.getByRole('button', { name: /^Remove the key/ }).click();
  await page.getByRole('dialog', { name: 'Remove this key?' }).waitFor();
  await check(page, 'a key about to be removed');
});
