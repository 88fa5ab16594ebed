import { contract } from '@consentry/contract';
import { managementApi } from '../support/management.ts';
import { BOB } from '../support/standard-fixture.ts';
import { expect, requestUrl, signIn, test } from './product-test.ts';

test('a refused sign-in shows up by itself, says why, and is mended with a click: then the sign-in works', async ({
  page,
  product,
  browser,
}) => {
  const redirect_uri = `${product.app_origin}/callback/`;
  // Its own: in what others have asked in the name of a client that all tests share, something was refused.
  const api = await managementApi(product.issuer);
  const registered = { name: 'Refused once', app_type: 'traditional_web', party: 'third_party' } as const;
  const { client } = await api(contract.clients.create, { body: { ...registered, redirect_uris: [`${product.app_origin}/callback`] } });
  const { client_id } = client;
  await page.goto(`${product.issuer}/console/applications/${client_id}/refused-requests`);
  await signIn(page, BOB);
  await expect(page.getByText('No refused requests')).toBeVisible();

  const partner = await (await browser.newContext()).newPage();
  await partner.goto(requestUrl(product, { client_id, redirect_uri }));
  const reference = (await partner.locator('.reference code').textContent()) ?? '';

  const found = page.getByRole('button', { name: 'The redirect URI is not registered' });
  await expect(found).toBeVisible({ timeout: 15_000 });
  await found.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The difference: a slash at the end that is not registered')).toBeVisible();
  await page.getByRole('button', { name: 'Add this redirect URI' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(redirect_uri);
  await expect(dialog).toContainText('proves nothing about who sent it');
  await dialog.getByRole('button', { name: 'Add this redirect URI' }).click();
  await expect(page.getByText('Mended: the application has it by now')).toBeVisible();

  await partner.goto(requestUrl(product, { client_id, redirect_uri }));
  await expect(partner.getByLabel('Username or e-mail address')).toBeVisible();
  await partner.context().close();

  await page.goto(`${product.issuer}/console/activity`);
  await page.getByRole('tab', { name: 'Refused requests' }).click();
  await page.getByLabel('Find by reference').fill(reference);
  await expect(page.getByText('The difference: a slash at the end that is not registered')).toBeVisible();
  await page.getByLabel('Find by reference').fill('nothing-has-this');
  await expect(page.getByText('No such reference')).toBeVisible();
});

test('what a stranger sent stands in the console as text, and an address on a new host is added only after a warning', async ({
  page,
  product,
  browser,
}) => {
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(
    requestUrl(product, { client_id: 'sign-in-only', redirect_uri: 'https://evil.example/<img src=x onerror=alert(1)>' }),
  );
  await stranger.goto(requestUrl(product, { client_id: 'sign-in-only', redirect_uri: 'https://evil.example/callback' }));
  await stranger.context().close();
  await page.goto(`${product.issuer}/console/applications/sign-in-only/refused-requests`);
  await signIn(page, BOB);
  const entries = page.getByRole('button', { name: 'The redirect URI is not registered' });
  await expect(entries).toHaveCount(2);
  await entries.nth(1).click();
  await expect(page.getByText('“https://evil.example/<img src=x onerror=alert(1)>”').first()).toBeVisible();
  expect(await page.locator('main img[src="x"]').count()).toBe(0);
  await expect(page.getByRole('button', { name: 'Add this redirect URI' })).toHaveCount(0);
  await entries.nth(0).click();
  await page.getByRole('button', { name: 'Add this redirect URI' }).click();
  await expect(page.getByRole('dialog')).toContainText('has nothing on this host yet');
});
