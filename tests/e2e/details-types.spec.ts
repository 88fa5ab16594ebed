import { contract } from '@consentry/contract';
import { managementApi } from '../support/management.ts';
import { BOB } from '../support/standard-fixture.ts';
import { expect, signIn, test } from './product-test.ts';

const RESOURCE = 'https://bank-of-details.example.com';
const SCHEMA = {
  type: 'object',
  properties: { amount: { type: 'string', examples: ['45 EUR'] }, creditor: { type: 'string', examples: ['Merchant A'] } },
  required: ['amount'],
};

test('an API declares a type of detailed permission, an app is allowed it, and the preview shows its words (RFC 9396)', async ({
  page,
  product,
  complaints,
}) => {
  const api = await managementApi(product.issuer);
  await api(contract.resourceServers.create, { body: { resource: RESOURCE, name: 'Bank', scopes: [] } });
  const { client } = await api(contract.clients.create, { body: { name: 'Shop', app_type: 'traditional_web', party: 'third_party' } });
  const types = async () => (await api(contract.resourceServers.get, { params: { resource: RESOURCE } })).authorization_details_types;

  await page.goto(`${product.issuer}/console/resource-servers/${encodeURIComponent(RESOURCE)}`);
  await signIn(page, BOB);
  await page.getByRole('heading', { level: 1, name: 'Bank' }).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Add type' }).click();
  const type = page.getByRole('group', { name: 'Type 1' });
  const schema = type.getByLabel('JSON Schema');
  await type.getByLabel('Type', { exact: true }).fill('payment');
  await schema.fill('{ "type": "object", ');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(type.getByText('This is no JSON object.')).toBeVisible();
  await expect(schema).toBeFocused();
  await schema.fill('{ "type": "string" }');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(type.getByText('Must have "type": "object" at its root')).toBeVisible();
  await expect(schema).toBeFocused();
  expect(await types()).toEqual([]);
  await schema.fill(JSON.stringify(SCHEMA));
  await type.getByLabel('What people read: Add a language…').selectOption('English');
  await type.getByLabel('What people read: English').fill('Pay {{amount}} to {{creditor}}');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('region', { name: 'You have unsaved changes' })).toBeHidden();
  await page.reload();
  await expect(type.getByLabel('Type', { exact: true })).toHaveValue('payment');
  await expect(schema).toHaveValue(/Merchant A/);
  expect(await types()).toEqual([{ type: 'payment', schema: SCHEMA, texts: { en: 'Pay {{amount}} to {{creditor}}' } }]);

  await page.goto(`${product.issuer}/console/applications/${client.client_id}/permissions`);
  await page.getByRole('checkbox', { name: 'payment' }).check();
  await expect(page.frameLocator('iframe').getByText('Pay 45 EUR to Merchant A')).toBeVisible();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('region', { name: 'You have unsaved changes' })).toBeHidden();
  await page.reload();
  await expect(page.getByRole('checkbox', { name: 'payment' })).toBeChecked();
  expect((await api(contract.clients.get, { params: { client_id: client.client_id } })).authorization_details_types).toEqual(['payment']);
  // The browser logs the refusal, which the page has shown.
  expect(complaints.splice(0)).toEqual([expect.stringContaining('400')]);
});
