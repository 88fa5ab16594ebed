import { contract } from '@consentry/contract';
import type { Page } from '@playwright/test';
import { makeClientKey } from '../support/client-keys.ts';
import { openSettings } from './open-settings.ts';
import { expect, test } from './product-test.ts';

const save = (page: Page) => page.getByRole('button', { name: 'Save changes' }).click();
const saved = (page: Page) => expect(page.getByText('Saved', { exact: true }).first()).toBeVisible();

test('one save for the page: keys, lifetimes, origins and subjects; what is wrong is told at its field', async ({ page, product }) => {
  const { api, client } = await openSettings(page, product);
  await page.getByLabel('Signed with a private key').check();
  await expect(page.getByText('client secrets are not accepted any more')).toBeVisible();
  await page.getByLabel('Register them here').check();
  await page.getByLabel('Key set (JWKS)').fill('-----BEGIN PUBLIC KEY-----');
  await save(page);
  await expect(page.getByLabel('Key set (JWKS)')).toBeFocused();
  await expect(page.getByText('This is no JSON Web Key Set')).toBeVisible();
  const key = await makeClientKey();
  await page.getByLabel('Key set (JWKS)').fill(JSON.stringify(key.public_jwk));

  await page.getByText('Tokens and protocol').click();
  await page.getByLabel('Lifetime of access tokens', { exact: true }).fill('5');
  await page.locator('summary', { hasText: 'Refresh tokens' }).click();
  await page.getByLabel('Ends when unused for', { exact: true }).fill('100');
  await page.getByText('Calls from web pages (CORS)').click();
  await page.getByRole('group', { name: 'Further origins' }).getByRole('button', { name: 'Add a URI' }).click();
  await page.getByLabel('Origin 1').fill('https://widget.example.com');
  await page.locator('summary', { hasText: 'Identifier of people' }).click();
  await page.getByLabel('Another for each app').check();
  await expect(page.getByText('Everybody becomes a new person to this app')).toBeVisible();
  await save(page);
  await expect(page.getByText('Must not be longer than the longest lifetime')).toBeVisible();
  await page.getByLabel('Ends when unused for', { exact: true }).fill('10');
  await save(page);
  await saved(page);

  expect(await api(contract.clients.get, { params: { client_id: client.client_id } })).toMatchObject({
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [{ kid: key.kid }] },
    access_token_ttl_seconds: 300,
    refresh_token_idle_ttl_seconds: 864_000,
    cors_origins: ['https://widget.example.com'],
    subject_type: 'pairwise',
  });
});

test('two operators at once: the second is told what the first saved, keeps or drops their own text, and overwrites nothing unseen', async ({
  page,
  product,
  complaints,
}) => {
  const { api, client } = await openSettings(page, product);
  const params = { client_id: client.client_id };
  const stored = () => api(contract.clients.get, { params });
  await page.getByLabel('Description').fill('Mine');
  await api(contract.clients.update, { params, body: { description: 'Theirs', access_token_format: 'jwt' } });
  await save(page);

  const conflict = page.getByRole('alert').filter({ hasText: 'Somebody else has saved meanwhile' });
  await expect(conflict.getByRole('term')).toHaveText(['Description (you have changed it too)', 'Format of access tokens']);
  await expect(conflict.getByRole('definition')).toHaveText(['nothing → Theirs', 'opaque → JWT']);
  expect((await stored()).description).toBe('Theirs');
  await conflict.getByRole('button', { name: 'Keep my changes' }).click();
  await save(page);
  await saved(page);
  expect(await stored()).toMatchObject({ description: 'Mine', access_token_format: 'jwt' });

  await page.getByLabel('Description').fill('Mine again');
  await api(contract.clients.update, { params, body: { description: 'Theirs again' } });
  await save(page);
  await conflict.getByRole('button', { name: 'Load theirs' }).click();
  await expect(page.getByLabel('Description')).toHaveValue('Theirs again');
  await expect(page.getByRole('button', { name: 'Save changes' })).toBeHidden();
  // The browser logs what the page was told, and showed.
  expect(complaints.splice(0)).toEqual([expect.stringContaining('412'), expect.stringContaining('412')]);
});

test('a secret is rotated with an overlap, and shown once', async ({ page, product }) => {
  const { api, client } = await openSettings(page, product);
  await page
    .getByRole('link', { name: 'Credentials' })
    .or(page.getByRole('tab', { name: 'Credentials' }))
    .click();
  await page.getByRole('button', { name: 'Rotate' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rotate the client secret' });
  await dialog.getByLabel('Name').fill('production 2027');
  await dialog.getByLabel('The old secrets stay valid').selectOption({ label: 'For 7 days' });
  await dialog.getByRole('button', { name: 'Make a new secret' }).click();
  await expect(page.getByTestId('client-secret')).toHaveText(/^[\w-]{43}$/);
  const { secrets } = await api(contract.clients.get, { params: { client_id: client.client_id } });
  expect(secrets.map(({ name, expires_at }) => [name, expires_at === null])).toEqual([
    ['Initial secret', false],
    ['production 2027', true],
  ]);
});

test('what a type of application cannot change says why', async ({ page, product }) => {
  await openSettings(page, product, { app_type: 'single_page' });
  await expect(page.getByText('It proves nothing; PKCE protects every sign-in instead.')).toBeVisible();
  await expect(page.getByLabel('Sign-in (authorization code)')).toBeDisabled();
  await page.locator('summary', { hasText: 'Refresh tokens' }).click();
  await expect(page.getByLabel('Replace the refresh token at each use')).toBeDisabled();
  await expect(page.getByText('Always on for this type of application')).toBeVisible();
  await page.getByText('Calls from web pages (CORS)').click();
  await expect(page.getByRole('listitem').filter({ hasText: 'https://app.example.com' })).toBeVisible();
});
