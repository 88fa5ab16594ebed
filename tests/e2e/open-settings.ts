import { contract, type ApiClient, type Client, type CreateClient } from '@consentry/contract';
import type { Page } from '@playwright/test';
import { managementApi } from '../support/management.ts';
import type { Product } from '../support/product.ts';
import { BOB } from '../support/standard-fixture.ts';
import { signIn } from './product-test.ts';

/** An application of the test's own, and its Settings in the console. */
export async function openSettings(
  page: Page,
  { issuer }: Pick<Product, 'issuer'>,
  members: Partial<CreateClient> = {},
): Promise<{ api: ApiClient; client: Client; stored: () => Promise<Client> }> {
  const api = await managementApi(issuer);
  const body: CreateClient = {
    name: 'Partner',
    app_type: 'traditional_web',
    party: 'third_party',
    redirect_uris: ['https://app.example.com/cb'],
    ...members,
  };
  const { client } = await api(contract.clients.create, { body });
  await page.goto(`${issuer}/console/applications/${client.client_id}/settings`);
  await signIn(page, BOB);
  await page.getByRole('heading', { name: 'About the app' }).waitFor({ timeout: 60_000 });
  return { api, client, stored: () => api(contract.clients.get, { params: { client_id: client.client_id } }) };
}
