import { contract, type ApiClient } from '@consentry/contract';
import type { Locator, Page } from '@playwright/test';
import { managementApi } from '../support/management.ts';
import { BOB } from '../support/standard-fixture.ts';
import { expect, signIn, test, type ProductWithApp } from './product-test.ts';

test.describe.configure({ timeout: 240_000 });

const RESOURCE = 'https://parcels.example.com';

async function open(page: Page, product: ProductWithApp, path: string): Promise<{ api: ApiClient; conflict: Locator }> {
  await page.goto(`${product.issuer}/console${path}`);
  await signIn(page, BOB);
  await page.getByRole('heading', { level: 1 }).waitFor({ timeout: 60_000 });
  return {
    api: await managementApi(product.issuer),
    conflict: page.getByRole('alert').filter({ hasText: 'Somebody else has saved meanwhile' }),
  };
}

async function makeClient(issuer: string): Promise<string> {
  const api = await managementApi(issuer);
  const { client } = await api(contract.clients.create, {
    body: { name: 'Contested', app_type: 'traditional_web', party: 'third_party', scopes: ['openid', 'profile', 'email'] },
  });
  return client.client_id;
}

const save = (page: Page) => page.getByRole('button', { name: 'Save changes' }).click();
const saved = (page: Page) => expect(page.getByRole('region', { name: 'You have unsaved changes' })).toBeHidden();
/** What the alert names, once it has: it says that there is a conflict first, and then reads what it is. */
async function told(conflict: Locator): Promise<[string[], string[]]> {
  await conflict.getByRole('definition').first().waitFor();
  return Promise.all([conflict.getByRole('term').allTextContents(), conflict.getByRole('definition').allInnerTexts()]);
}

// The browser logs what the page has told.
test.afterEach(({ complaints }) => {
  expect(complaints.splice(0).filter((complaint) => !/412|ERR_CONNECTION_RESET/.test(complaint))).toEqual([]);
});

test('Permissions: what the other operator allowed is told, and kept or overwritten as one says', async ({ page, product }) => {
  const client_id = await makeClient(product.issuer);
  const { api, conflict } = await open(page, product, `/applications/${client_id}/permissions`);
  await page.getByRole('checkbox', { name: /Stay connected/ }).check();
  await api(contract.clients.update, { params: { client_id }, body: { scope_reasons: { email: { en: 'For the receipt' } } } });
  await save(page);
  await expect(conflict).toBeVisible();
  expect(await told(conflict)).toEqual([['Reasons for permissions'], [expect.stringContaining('email: en: For the receipt')]]);
  await conflict.getByRole('button', { name: 'Keep my changes' }).click();
  await save(page);
  await saved(page);
  expect(await api(contract.clients.get, { params: { client_id } })).toMatchObject({
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    scope_reasons: { email: { en: 'For the receipt' } },
  });

  await page.getByRole('checkbox', { name: /Stay connected/ }).uncheck();
  await api(contract.clients.update, { params: { client_id }, body: { description: 'Elsewhere' } });
  await save(page);
  await expect(conflict).toContainText('What they changed is not on this page.');
  await conflict.getByRole('button', { name: 'Load theirs' }).click();
  await expect(page.getByRole('checkbox', { name: /Stay connected/ })).toBeChecked();
  await saved(page);
});

test('Branding: both operators’ changes are there in the end, and a save after a logo that got lost is no conflict with oneself', async ({
  page,
  product,
}) => {
  const client_id = await makeClient(product.issuer);
  const { api, conflict } = await open(page, product, `/applications/${client_id}/branding`);
  const stored = () => api(contract.clients.get, { params: { client_id } });
  await page.getByRole('textbox', { name: 'Name' }).fill('Mine Ltd');
  await api(contract.clients.update, {
    params: { client_id },
    body: { publisher_name: 'Theirs Ltd', tos_uri: 'https://theirs.example/terms' },
  });
  await save(page);
  await expect(conflict).toBeVisible();
  expect(await told(conflict)).toEqual([
    ['Publisher (you have changed it too)', 'Terms of service'],
    ['nothing → Theirs Ltd', 'nothing → https://theirs.example/terms'],
  ]);
  await conflict.getByRole('button', { name: 'Keep my changes' }).click();
  await save(page);
  await saved(page);
  expect(await stored()).toMatchObject({ publisher_name: 'Mine Ltd', tos_uri: 'https://theirs.example/terms' });

  // The text is stored and the logo is not: the next save sends the rest, on top of one's own.
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('group', { name: 'Logo on light pages' }).getByRole('button', { name: 'Choose a file' }).click();
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#0b6e4f"/></svg>';
  await (await chooser).setFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(drawing) });
  await page.getByRole('img', { name: 'Logo on light pages' }).waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('Mine and Sons Ltd');
  await page.route('**/api/v1/clients/*/logos/*', (route) => route.abort('connectionreset'), { times: 1 });
  const lost = page.waitForEvent('requestfailed', (request) => request.url().includes('/logos/'));
  await save(page);
  await lost;
  expect(await stored()).toMatchObject({ publisher_name: 'Mine and Sons Ltd', logo_uri: null });
  await expect(page.getByRole('region', { name: 'You have unsaved changes' })).toBeVisible();
  await save(page);
  await saved(page);
  expect((await stored()).logo_uri).not.toBeNull();
});

test('APIs: the other operator’s scope is not lost', async ({ page, product }) => {
  const before = await managementApi(product.issuer);
  await before(contract.resourceServers.create, { body: { resource: RESOURCE, name: 'Parcels', scopes: [{ name: 'parcels:read' }] } });
  const { api, conflict } = await open(page, product, `/resource-servers/${encodeURIComponent(RESOURCE)}`);
  const params = { resource: RESOURCE };
  await page.getByLabel('Lifetime in seconds').fill('120');
  await api(contract.resourceServers.update, {
    params,
    body: { scopes: [{ name: 'parcels:read' }, { name: 'parcels:send', description: 'Send parcels' }] },
  });
  await save(page);
  await expect(conflict).toBeVisible();
  const [[name], [what]] = await told(conflict);
  expect(name).toBe('Scopes');
  expect(what).toContain('parcels:send: description: Send parcels');
  await conflict.getByRole('button', { name: 'Keep my changes' }).click();
  await expect(page.getByLabel('Scope 2', { exact: true })).toHaveValue('parcels:send');
  await save(page);
  await saved(page);
  const { scopes, access_token_ttl_seconds } = await api(contract.resourceServers.get, { params });
  expect([scopes.map((scope) => scope.name), access_token_ttl_seconds]).toEqual([['parcels:read', 'parcels:send'], 120]);
});

test('Settings: the other operator’s product name is told before one’s own replaces it', async ({ page, product }) => {
  const { api, conflict } = await open(page, product, '/settings');
  await page.getByLabel('Product name').fill('Mine');
  await api(contract.settings.update, { body: { product_name: 'Theirs' } });
  await save(page);
  await expect(conflict).toBeVisible();
  expect(await told(conflict)).toEqual([['Product name (you have changed it too)'], ['Consentry → Theirs']]);
  await conflict.getByRole('button', { name: 'Load theirs' }).click();
  await expect(page.getByLabel('Product name')).toHaveValue('Theirs');
  await page.getByLabel('Product name').fill('Consentry');
  await save(page);
  await saved(page);
  expect((await api(contract.settings.get, {})).product_name).toBe('Consentry');
});
