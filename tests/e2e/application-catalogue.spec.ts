import { contract, type ApiClient } from '@consentry/contract';
import type { Page } from '@playwright/test';
import { managementApi } from '../support/management.ts';
import { expect, requestUrl, signIn, test, type ProductWithApp } from './product-test.ts';
import { ALICE, BOB } from '../support/standard-fixture.ts';

test.describe.configure({ timeout: 240_000 });

async function openConsole(page: Page, product: ProductWithApp, path: string): Promise<void> {
  await page.goto(`${product.issuer}/console${path}`);
  await signIn(page, BOB);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** An application of the test's own that Alice has allowed to sign her in. */
async function connectedApp(page: Page, product: ProductWithApp, api: ApiClient): Promise<string> {
  const { client } = await api(contract.clients.create, {
    body: {
      name: 'Delivery Planner',
      app_type: 'traditional_web',
      party: 'third_party',
      redirect_uris: [`${product.app_origin}/callback`],
      publisher_name: 'Northwind',
    },
  });
  await page.goto(requestUrl(product, { client_id: client.client_id }));
  await signIn(page, ALICE);
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.waitForURL(/callback\?/);
  return client.client_id;
}

test('an operator stops an application, lets it go on, changes whose it is, and deletes it; its history tells all but the last', async ({
  page,
  browser,
  product,
}) => {
  const api = await managementApi(product.issuer);
  const visitor = await (await browser.newContext()).newPage();
  const client_id = await connectedApp(visitor, product, api);
  await openConsole(page, product, `/applications/${client_id}/danger`);

  await test.step('disable: the person sees a page, and is not sent to the app', async () => {
    await page.getByRole('button', { name: 'Disable application' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('People complained about it.');
    await dialog.getByRole('button', { name: 'Disable application' }).click();
    await expect(page.getByText('Reason: People complained about it.')).toBeVisible();
    await visitor.goto(requestUrl(product, { client_id }));
    await expect(visitor.getByRole('heading', { name: 'This app is switched off' })).toBeVisible();
    await expect(visitor.getByText('People complained about it.')).toBeHidden();
    await visitor.goto(`${product.issuer}/account/apps`);
    await expect(visitor.getByText('has switched this app off')).toBeVisible();
  });

  await test.step('enable: the person signs in again without being asked', async () => {
    await page.getByRole('button', { name: 'Enable application' }).click();
    await expect(page.getByRole('button', { name: 'Disable application' })).toBeVisible();
    await visitor.goto(requestUrl(product, { client_id }));
    await visitor.waitForURL(/callback\?code=/);
  });

  await test.step('party: the warning says what changes', async () => {
    await page.getByRole('button', { name: 'Make it my app' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText('people are not asked any more')).toBeVisible();
    await dialog.getByRole('button', { name: 'Make it my app' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: 'Make it a third-party app' })).toBeVisible();
  });

  await test.step('history: who did what, with before and after', async () => {
    await api(contract.clients.update, { params: { client_id }, body: { name: 'Route Planner' } });
    await page.getByRole('tab', { name: 'History' }).click();
    const history = page.getByRole('table', { name: 'History' });
    await expect(history.getByText('Application disabled')).toBeVisible();
    await expect(history.getByText('Application enabled')).toBeVisible();
    await expect(history.getByRole('row').filter({ hasText: 'Changed whose app it is' })).toContainText('third-party app → my app');
    await expect(history.getByRole('row').filter({ hasText: 'Application changed' })).toContainText('Delivery Planner → Route Planner');
    await expect(history.getByRole('link', { name: 'bob' }).first()).toBeVisible();
  });

  await test.step('delete: says who loses access, and asks for the name', async () => {
    // The name was changed elsewhere a moment ago.
    await page.reload();
    await page.getByRole('tab', { name: 'Danger zone' }).click();
    await page.getByRole('button', { name: 'Delete application' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText('1 person loses access')).toBeVisible();
    const submit = dialog.getByRole('button', { name: 'Delete application' });
    await expect(submit).toBeDisabled();
    await dialog.getByLabel(/Type the name/).fill('Route Planner');
    await submit.click();
    await expect(page.getByRole('heading', { level: 1, name: 'Applications' })).toBeVisible();
    await visitor.goto(`${product.issuer}/account/apps`);
    await expect(visitor.getByText('Route Planner')).toBeHidden();
  });
  await visitor.context().close();
});

test('the catalogue is sorted, filtered and leafed through by keyboard, and its address holds all of it', async ({ page, product }) => {
  const api = await managementApi(product.issuer);
  const names = Array.from({ length: 55 }, (_, index) => `Leaf ${String(index).padStart(2, '0')}`);
  for (const name of names) await api(contract.clients.create, { body: { name, app_type: 'native', party: 'third_party' } });
  await openConsole(page, product, '/applications?q=leaf');
  const table = page.getByRole('table', { name: 'Applications' });
  const firstRow = table.getByRole('row').nth(1);
  const nameHeader = table.getByRole('columnheader', { name: 'Name' });

  await nameHeader.getByRole('button').press('Enter');
  await expect(nameHeader).toHaveAttribute('aria-sort', 'ascending');
  await expect(firstRow).toContainText('Leaf 00');
  await nameHeader.getByRole('button').press('Space');
  await expect(nameHeader).toHaveAttribute('aria-sort', 'descending');
  await expect(firstRow).toContainText('Leaf 54');

  await page.getByRole('button', { name: 'Next' }).press('Enter');
  await expect(firstRow).toContainText('Leaf 04');
  await expect(page.getByText('51–55 of 55')).toBeVisible();
  await page.reload();
  await expect(firstRow).toContainText('Leaf 04');
  await page.getByRole('button', { name: 'Previous' }).press('Enter');
  await expect(firstRow).toContainText('Leaf 54');
  await expect(page.getByText('1–50 of 55')).toBeVisible();

  await page.getByLabel('Type', { exact: true }).selectOption('Single-page app');
  await expect(page.getByText('No application matches')).toBeVisible();
  expect(new URL(page.url()).searchParams.get('app_type')).toBe('single_page');
  await page.getByRole('button', { name: 'Clear search and filters' }).press('Enter');
  await expect(table.getByRole('link', { name: 'Partner Web', exact: true })).toBeVisible();
});

test('an application may be called as a page is: each has an address of its own', async ({ page, product }) => {
  const api = await managementApi(product.issuer);
  const ids = ['new', 'types', 'services'];
  for (const client_id of ids)
    await api(contract.clients.create, {
      body: { client_id, name: `The one called ${client_id}`, app_type: 'native', party: 'third_party' },
    });
  await openConsole(page, product, '/applications?q=the%20one%20called');
  for (const client_id of ids) {
    await page.getByRole('link', { name: `The one called ${client_id}` }).click();
    await expect(page.getByRole('heading', { level: 1, name: `The one called ${client_id}` })).toBeVisible();
    await page.reload();
    await page.getByRole('tab', { name: 'Danger zone' }).click();
    await expect(page.getByRole('button', { name: 'Delete application' })).toBeVisible();
    await page.goto(`${product.issuer}/console/applications?q=the%20one%20called`);
  }
  await page.getByRole('link', { name: 'Create application' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Create application' })).toBeVisible();
  await page.getByRole('link', { name: 'Compare all types' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'All application types' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Applications' })).toHaveAttribute(
    'aria-current',
    'page',
  );
});

test('applications are chosen by keyboard, and disabled, enabled and deleted together', async ({ page, product }) => {
  const api = await managementApi(product.issuer);
  const names = ['Batch 1', 'Batch 2', 'Batch 3'];
  for (const name of names) await api(contract.clients.create, { body: { name, app_type: 'native', party: 'third_party' } });
  await openConsole(page, product, '/applications?q=batch');
  const bar = page.getByRole('region', { name: 'Chosen applications' });
  const stored = async () =>
    (await api(contract.clients.list, { query: { q: 'batch' } })).items.map(({ name, state }) => `${name} ${state}`).toSorted();

  await page.getByRole('checkbox', { name: 'Choose all on this page' }).press('Space');
  await expect(bar).toContainText('3 applications chosen');
  await page.getByRole('checkbox', { name: 'Choose Batch 2' }).press('Space');
  await bar.getByRole('button', { name: 'Disable' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Batch 3, Batch 1');
  await dialog.getByRole('button', { name: 'Disable' }).press('Enter');
  await expect(bar).toBeHidden();
  expect(await stored()).toEqual(['Batch 1 disabled', 'Batch 2 active', 'Batch 3 disabled']);

  await page.getByRole('checkbox', { name: 'Choose all on this page' }).press('Space');
  await bar.getByRole('button', { name: 'Enable' }).press('Enter');
  await expect(dialog).toContainText('Enable 2 applications?');
  await dialog.getByRole('button', { name: 'Enable' }).press('Enter');
  await expect(bar).toBeHidden();
  expect(await stored()).toEqual(names.map((name) => `${name} active`));

  await page.getByRole('checkbox', { name: 'Choose all on this page' }).press('Space');
  await bar.getByRole('button', { name: 'Delete' }).press('Enter');
  await expect(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
  await dialog.getByLabel('Type how many, to confirm').fill('3');
  await dialog.getByRole('button', { name: 'Delete' }).press('Enter');
  await expect(page.getByText('No application matches')).toBeVisible();
  expect(await stored()).toEqual([]);
});

test('the catalogue shows where an application comes from, and takes over what registered itself', async ({ page, product }) => {
  const api = await managementApi(product.issuer);
  await api(contract.registrationPolicy.update, { body: { dynamic_registration: 'open' } });
  const data = { client_name: 'Self-made', redirect_uris: ['https://self-made.example/callback'] };
  expect((await page.request.post(`${product.issuer}/oauth2/register`, { data })).status()).toBe(201);
  await openConsole(page, product, '/applications');
  await page.getByLabel('Origin', { exact: true }).selectOption('Registered itself');
  const table = page.getByRole('table', { name: 'Applications' });
  await expect(table.getByRole('row')).toHaveCount(2);
  await expect(table.getByRole('row').nth(1)).toContainText('Quarantine');
  await page.reload();
  await expect(page.getByLabel('Origin', { exact: true })).toHaveValue('dynamic');
  await expect(table.getByRole('row')).toHaveCount(2);
  await page.getByRole('checkbox', { name: 'Choose Self-made' }).check();
  await page.getByRole('button', { name: 'Take over' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take over' }).click();
  await expect(page.getByText('No application matches')).toBeVisible();
  await page.getByLabel('Origin', { exact: true }).selectOption('Made by an operator');
  await expect(table.getByRole('link', { name: 'Self-made' })).toBeVisible();
});
