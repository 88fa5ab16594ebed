import { contract } from '@consentry/contract';
import type { Page } from '@playwright/test';
import { freePort } from '../support/free-port.ts';
import { managementApi } from '../support/management.ts';
import { startProduct, type Product } from '../support/product.ts';
import { BOB, standardFixture } from '../support/standard-fixture.ts';
import { expect, signIn, test } from './product-test.ts';

test.describe.configure({ timeout: 240_000 });

async function openKeys(page: Page, product: Product): Promise<void> {
  await page.goto(`${product.issuer}/console/settings/signing-keys`);
  await signIn(page, BOB);
  await page.getByRole('heading', { level: 1, name: 'Signing keys' }).waitFor({ timeout: 60_000 });
}

test('keys are rotated with an announcement, an Ed25519 key is added, and an announced key is taken back', async ({ page }) => {
  const port = await freePort();
  const product = await startProduct({ port, public_url: `http://localhost:${port}`, fixture: standardFixture() });
  try {
    const api = await managementApi(product.issuer);
    const keys = async () =>
      (await api(contract.signingKeys.list, {})).items.map(({ kty, state, algs }) => `${kty} ${state} ${algs.join(',')}`).toSorted();
    const published = async () =>
      ((await (await fetch(`${product.issuer}/.well-known/jwks.json`)).json()) as { keys: object[] }).keys.length;
    const BEFORE = ['EC active ES256', 'RSA active RS256,PS256'];
    expect(await keys()).toEqual(BEFORE);
    await openKeys(page, product);
    const table = page.getByRole('table', { name: 'Signing keys' });
    await expect(table.getByRole('row')).toHaveCount(3);

    await page.getByRole('button', { name: 'Rotate keys' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rotate keys' });
    for (const kind of ['RSA (RS256, PS256)', 'P-256 (ES256)']) await dialog.getByLabel(kind).uncheck();
    await dialog.getByRole('button', { name: 'Rotate keys' }).click();
    await expect(dialog.getByText('Choose at least one kind.')).toBeVisible();
    expect(await keys()).toEqual(BEFORE);
    await dialog.getByLabel('P-256 (ES256)').check();
    await dialog.getByLabel('Announce').selectOption('1 day before');
    await dialog.getByRole('button', { name: 'Rotate keys' }).click();
    await expect(dialog).toBeHidden();
    await expect(table.getByText('Announced')).toBeVisible();
    expect(await keys()).toEqual(['EC active ES256', 'EC announced ES256', 'RSA active RS256,PS256']);
    expect(await published()).toBe(3);
    const { items } = await api(contract.signingKeys.list, {});
    const announced = items.find(({ state }) => state === 'announced');
    const notice = Date.parse(announced?.activates_at ?? '') - Date.parse(announced?.created_at ?? '');
    expect(Math.round(notice / 3_600_000)).toBe(24);

    await page.reload();
    await table.getByRole('button', { name: `Remove the key ${announced?.kid}` }).click();
    const removal = page.getByRole('dialog', { name: 'Remove this key?' });
    await expect(removal).toContainText('It has signed nothing, and never will.');
    await removal.getByRole('button', { name: 'Remove' }).click();
    await expect(removal).toBeHidden();
    await expect(table.getByText('Announced')).toBeHidden();
    expect(await keys()).toEqual(BEFORE);

    await page.getByRole('button', { name: 'Add an Ed25519 key' }).click();
    await expect(dialog.getByLabel('Ed25519 (EdDSA)')).toBeChecked();
    await dialog.getByLabel('Announce').selectOption('Not at all: sign at once');
    await expect(dialog.getByText('Choose this when a key has leaked')).toBeVisible();
    await dialog.getByRole('button', { name: 'Rotate keys' }).click();
    await expect(dialog).toBeHidden();
    await page.reload();
    await expect(table.getByText('EdDSA, Ed25519')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Add an Ed25519 key' })).toBeHidden();
    expect(await keys()).toEqual(['EC active ES256', 'OKP active EdDSA,Ed25519', 'RSA active RS256,PS256']);
  } finally {
    await product.stop();
  }
});
