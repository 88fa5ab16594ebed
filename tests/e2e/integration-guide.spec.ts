import type { Page } from '@playwright/test';
import { contract } from '@consentry/contract';
import { managementApi } from '../support/management.ts';
import { BOB } from '../support/standard-fixture.ts';
import { expect, signIn, test } from './product-test.ts';

test.beforeEach(async ({ page, product }) => {
  await page.goto(`${product.issuer}/console/`);
  await signIn(page, BOB);
  await page.getByRole('heading', { level: 1, name: 'Applications' }).waitFor();
});

test('the guide is found by words, holds the app’s values, can be copied, saved and linked to step by step', async ({
  page,
  context,
  product,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${product.issuer}/console/applications/partner-web`);
  await page.getByRole('tab', { name: 'Guide' }).click();
  await expect(page.getByRole('heading', { name: 'Web apps on a server' })).toBeVisible();
  await page.getByRole('textbox', { name: /Search by service/ }).fill('node express');
  await expect(page.getByRole('link', { name: /Python with Flask/ })).toBeHidden();
  await page.getByRole('link', { name: /Node\.js with Express/ }).click();

  await expect(page.getByRole('tab', { name: 'Guide', selected: true })).toBeVisible();
  const env = page.getByRole('group', { name: '.env' });
  await expect(env).toContainText(`OIDC_ISSUER=${product.issuer}`);
  await expect(env).toContainText('OIDC_CLIENT_ID=partner-web');
  await expect(page.getByText('The client secret is shown once', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Copy .env' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('OIDC_CLIENT_ID=partner-web');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save app.mjs' }).click()]);
  expect(download.suggestedFilename()).toBe('app.mjs');

  await page.getByRole('navigation', { name: 'On this page' }).getByRole('link').nth(3).click();
  await expect(page).toHaveURL(/\/guide\/express#step-4$/);
  await page.reload();
  await expect(page.locator('#step-4')).toBeInViewport();
});

test('an operator sends a partner a link, sees that it was opened, and revokes it', async ({ page, browser, product }) => {
  const api = await managementApi(product.issuer);
  const { client } = await api(contract.clients.create, { body: { name: 'Shared', app_type: 'single_page', party: 'third_party' } });
  await page.goto(`${product.issuer}/console/applications/${client.client_id}/guide`);
  await page.getByRole('button', { name: 'Create a link' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Create a link' }).click();
  await expect(dialog.getByText(/must not be empty/i)).toBeVisible();
  await dialog.getByLabel('Whom is it for?').fill('Acme, integration team');
  await dialog.getByRole('button', { name: 'Create a link' }).click();
  const url = (await page.getByTestId('partner-link').textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Done' }).click();
  const row = page.getByRole('row', { name: /Acme, integration team/ });
  await expect(row).toContainText('Never');

  const partner = await (await browser.newContext()).newPage();
  await partner.goto(url);
  await expect(partner.getByRole('heading', { level: 1 })).toContainText('Shared');
  await page.reload();
  await expect(row).not.toContainText('Never');

  await page.getByRole('button', { name: 'Revoke Acme, integration team' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toBeHidden();
  await partner.reload();
  await expect(partner.getByRole('heading', { level: 1 })).toContainText('This link opens nothing');
  await partner.context().close();
});

test('a service and a guide are chosen by keyboard alone', async ({ page, product }) => {
  await page.goto(`${product.issuer}/console/applications/+services`);
  await page.getByRole('textbox', { name: /Search/ }).focus();
  await page.keyboard.type('nextcloud');
  await expect(page.getByRole('link', { name: /^Grafana/ })).toBeHidden();
  for (let presses = 0; presses < 5 && !/Nextcloud/.test(await focusedText(page)); presses += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Connect Nextcloud' })).toBeVisible();
  await expect(page.getByRole('textbox').first()).toBeFocused();
});

function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '');
}
