import { contract } from '@consentry/contract';
import { managementApi } from '../support/management.ts';
import type { Product } from '../support/product.ts';
import { expect, test } from './product-test.ts';

/** A link to an application of the test's own. */
async function newLink(product: Product, parts?: 'guides'[]) {
  const api = await managementApi(product.issuer);
  const redirect_uris = ['https://orders.example.com/callback'];
  const { client, client_secret } = await api(contract.clients.create, {
    body: { name: 'Orders', app_type: 'traditional_web', party: 'third_party', redirect_uris },
  });
  const params = { client_id: client.client_id };
  const { url, partner_link } = await api(contract.partnerLinks.create, { params, body: { name: 'Partner', ...(parts && { parts }) } });
  const revoke = () => api(contract.partnerLinks.revoke, { params: { ...params, partner_link_id: partner_link.partner_link_id } });
  const lastOpened = async () => (await api(contract.partnerLinks.list, { params, query: {} })).items[0]?.last_opened_at;
  return { url, revoke, lastOpened, ...params, client_secret: client_secret ?? '' };
}

test('a partner without an account reads the values and follows a guide, until the link is revoked', async ({ page, product }) => {
  const link = await newLink(product);
  expect(await link.lastOpened()).toBeNull();
  await page.goto(link.url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Connect Orders to Consentry');
  await expect(page.getByText(link.client_id, { exact: true })).toBeVisible();
  await page.getByText('All endpoints').click();
  await expect(page.getByText(`${product.issuer}/oauth2/token`, { exact: true })).toBeVisible();
  expect(await link.lastOpened()).not.toBeNull();

  await page.getByRole('link', { name: 'Node.js with Express' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Node.js with Express');
  await expect(page.getByRole('group', { name: '.env' })).toContainText(`OIDC_CLIENT_ID=${link.client_id}`);
  expect(await page.content()).not.toContain(link.client_secret);
  await expect(page.locator('[class^=token-]').first()).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download app.mjs' }).click()]);
  expect(download.suggestedFilename()).toBe('app.mjs');

  await link.revoke();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link opens nothing');
});

test('nothing on the page tells where it is: links lead away without a referrer', async ({ page, product }) => {
  const link = await newLink(product);
  const response = await page.goto(`${link.url}/guides/express`);
  expect(response?.headers()['referrer-policy']).toBe('no-referrer');
  expect(response?.headers()['x-robots-tag']).toContain('noindex');
  expect(response?.headers()['cache-control']).toBe('no-store');
});
