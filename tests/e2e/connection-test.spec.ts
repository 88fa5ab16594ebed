import { AxeBuilder } from '@axe-core/playwright';
import { ALICE, BOB } from '../support/standard-fixture.ts';
import { expect, signIn, test } from './product-test.ts';

test('an operator tests an app’s connection as a user, and reads every step of it, decoded (OIDC Core §3.1)', async ({ page, product }) => {
  await page.goto(`${product.issuer}/console/`);
  await signIn(page, BOB);
  await page.getByRole('heading', { level: 1, name: 'Applications' }).waitFor();
  await page.goto(`${product.issuer}/console/applications/partner-web/test`);
  await page.getByRole('button', { name: 'Start and sign in' }).click();

  await signIn(page, ALICE);
  await expect(page.getByText('alice@example.com').first()).toBeVisible();
  await page.getByRole('button', { name: 'Allow' }).click();

  await expect(page.getByText('It works')).toBeVisible();
  const idToken = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^ID token/ }) });
  await idToken.getByText('Show what it says').click();
  await expect(idToken.getByText(product.issuer, { exact: true })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await page.getByRole('button', { name: 'Forget the result' }).click();
  await expect(page.getByRole('button', { name: 'Start and sign in' })).toBeVisible();
});
