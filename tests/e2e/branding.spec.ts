import type { Page } from '@playwright/test';
import { contract } from '@consentry/contract';
import { managementApi } from '../support/management.ts';
import { ALICE, BOB, ORDERS_API } from '../support/standard-fixture.ts';
import { expect, requestUrl, signIn, test, type ProductWithApp } from './product-test.ts';

/** A drawing that would run a script if it were more than a picture. */
const DRAWING = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><script>top.ran = true</script><rect width="64" height="64" fill="#0b6e4f"/></svg>`;

async function openConsole(page: Page, product: ProductWithApp): Promise<void> {
  await page.goto(`${product.issuer}/console/`);
  await signIn(page, BOB);
  await page.getByRole('heading', { level: 1, name: 'Applications' }).waitFor({ timeout: 30_000 });
}

async function openTab(page: Page, product: ProductWithApp, tab: string): Promise<void> {
  await openConsole(page, product);
  await page.goto(`${product.issuer}/console/applications/partner-web${tab}`);
  await page.getByRole('heading', { level: 1, name: 'Partner Web' }).waitFor({ timeout: 30_000 });
}

test.describe.configure({ timeout: 240_000 });

test('a logo and a publisher are seen in the preview before one save, and on the consent page after it', async ({ page, product }) => {
  await openTab(page, product, '/branding');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('group', { name: 'Logo on light pages' }).getByRole('button', { name: 'Choose a file' }).press('Enter');
  await (await chooser).setFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(DRAWING) });
  await page.getByRole('img', { name: 'Logo on light pages' }).waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('Partner Logistics');
  await page.getByRole('switch', { name: 'Verified' }).press('Space');
  await page.getByRole('textbox', { name: 'Terms of service' }).fill('https://partner.example/terms');

  const preview = page.frameLocator('iframe');
  await preview.getByText('Partner Logistics').waitFor();
  await expect(preview.getByRole('link', { name: 'Terms of service partner.example' })).toBeVisible();
  const drawn = preview.locator('picture.logo img');
  await expect(drawn).toHaveAttribute('src', /^data:image\/(webp|png);base64,/);
  await expect.poll(() => drawn.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(132);

  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'You have unsaved changes' })).toBeHidden();
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);

  await page.goto('about:blank');
  await page.context().clearCookies();
  await page.goto(requestUrl(product, { prompt: 'consent' }));
  await signIn(page, ALICE);
  await expect(page.getByText('publisher verified by')).toBeVisible();
  await expect(page.getByText('Made by Partner Logistics')).toBeVisible();
  const logo = page.locator('picture.logo img');
  await expect(logo).toHaveAttribute('src', /^\/logos\/[0-9a-f]{32}$/);
  await expect.poll(() => logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(132);
});

test('what was refused is allowed with one click and one save', async ({ page, product, context }) => {
  const api = await managementApi(product.issuer);
  await api(contract.clients.update, {
    params: { client_id: 'partner-web' },
    body: { resource_scopes: { [ORDERS_API]: ['orders:read'] } },
  });
  const wider = requestUrl(product, { scope: 'openid orders:write', resource: ORDERS_API });
  expect(new URL((await context.request.get(wider, { maxRedirects: 0 })).headers()['location'] ?? '').searchParams.get('error')).toBe(
    'invalid_scope',
  );
  await openTab(page, product, '/permissions');
  await page.getByRole('button', { name: 'Allow orders:write' }).click();
  await expect(page.getByText('Allowed once you save')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Allow orders:write' })).toBeHidden();
  await expect(page.getByText('Allowed once you save')).toBeHidden();
  const answer = await context.request.get(wider, { maxRedirects: 0 });
  expect(answer.headers()['location']).not.toContain('error=');
});

test('a text of the operator stands on the page in its place', async ({ page, product, complaints }) => {
  await openConsole(page, product);
  await page.goto(`${product.issuer}/console/settings/texts`);
  await page.getByRole('textbox', { name: 'Search by words or key' }).fill('home.sentence');
  await page.getByRole('button', { name: 'Edit home.sentence' }).click();
  const field = page.getByRole('textbox', { name: 'Text of home.sentence' });
  await field.fill('One account for <b>everything</b>.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('lacks the placeholder {{product}}')).toBeVisible();
  // The browser reports the refusal, which was the point.
  complaints.splice(0);
  await field.fill('One {{product}} account for <b>everything</b>.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Changed', { exact: true })).toBeVisible();
  await expect
    .poll(async () => (await page.request.get(product.issuer, { headers: { 'accept-language': 'en' } })).text())
    .toContain('account for &lt;b&gt;everything&lt;/b&gt;.');
});
