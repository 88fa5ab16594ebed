import { contract, type ApiClient, type ConsentPreviewRequest } from '@consentry/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const { clients, resourceServers } = contract;
const ORDERS = 'https://orders.example.com';
const LOGO = 'data:image/webp;base64,UklGRgAA';
let app: TestApp;
let api: ApiClient;
let client_id: string;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
  const texts = { de: { title: 'Bestellungen sehen', description: 'Alle.' }, ja: { title: '注文を見る', description: '' } };
  const scopes = [{ name: 'read', description: 'See your orders', texts }, { name: 'write' }];
  await api(resourceServers.create, { body: { resource: ORDERS, name: 'Orders API', scopes } });
  const body = { name: 'Partner', app_type: 'traditional_web', party: 'third_party' } as const;
  const redirect_uris = ['https://partner.example/cb'];
  client_id = (await api(clients.create, { body: { ...body, redirect_uris } })).client.client_id;
});
afterAll(() => app.stop());

async function draw(request: Partial<ConsentPreviewRequest> = {}): Promise<string> {
  const body = { changes: {}, language: 'en', color_scheme: 'light', ...request } as const;
  return (await api(clients.previewConsent, { params: { client_id }, body })).html;
}

it('draws the consent page with changes that are not stored, and stores none', async () => {
  const changes = { name: 'New name', publisher_name: 'Acme', optional_scopes: ['email' as const] };
  const html = await draw({ changes });
  for (const text of ['New name', 'Says it is made by', 'Acme', 'alex@example.com', 'partner.example', 'name="optional_scope:email"'])
    expect(html).toContain(text);
  expect((await api(clients.get, { params: { client_id } })).name).toBe('Partner');
});

it('has the words of each language, and the owner’s plain ones where a language is missing', async () => {
  const changes = { resource_scopes: { [ORDERS]: ['read', 'write'] } };
  expect(await draw({ changes, language: 'de' })).toMatch(/<html lang="de".*Bestellungen sehen.*Alle\./s);
  expect(await draw({ changes, language: 'fr' })).toContain('See your orders');
  expect(await draw({ changes, language: 'ar' })).toContain('dir="rtl"');
});

it('shows one of each type of details that the client may ask for, in the words of its API (RFC 9396 §12)', async () => {
  const bank = 'https://bank.example.com';
  const properties = {
    amount: { type: 'object', properties: { value: { type: 'string' } } },
    creditor: { type: 'string', examples: ['Merchant A'] },
  };
  const types = [
    { type: 'payment', schema: { type: 'object', properties }, texts: { en: 'Pay to {{creditor}}', de: 'An {{creditor}} zahlen' } },
    { type: 'consents', schema: { type: 'object', properties: { days: { type: 'integer', minimum: 30 } } }, texts: {} },
  ];
  await api(resourceServers.create, { body: { resource: bank, name: 'Bank', authorization_details_types: types } });
  const changes = { authorization_details_types: ['payment', 'consents', 'gone'] };
  const html = await draw({ changes });
  expect(html).toContain('Bank');
  expect(html).toContain('Pay to <strong><bdi>Merchant A</bdi></strong>');
  expect(html).toContain('<dt><bdi>amount.value</bdi></dt><dd><bdi>value</bdi></dd>');
  expect(html).toMatch(/<strong><bdi>consents<\/bdi><\/strong>.*<dt><bdi>days<\/bdi><\/dt><dd><bdi>30<\/bdi><\/dd>/s);
  expect(html).not.toContain('gone');
  expect(await draw({ changes, language: 'de' })).toContain('An <strong><bdi>Merchant A</bdi></strong> zahlen');
  expect(await draw()).not.toContain('Merchant A');
});

it('has the developer’s reason in the person’s language, else in English', async () => {
  const changes = { scope_reasons: { email: { en: 'For the invoice', de: 'Für die Rechnung' } } };
  expect(await draw({ changes, language: 'de' })).toContain('<bdi>Für die Rechnung</bdi>');
  expect(await draw({ changes, language: 'pl' })).toContain('<bdi lang="en">For the invoice</bdi>');
});

it('is one document for a frame: no script, no way out, the colours and the logo that were asked for', async () => {
  const html = await draw({ color_scheme: 'dark', logos: { light: null, dark: LOGO } });
  expect(html).not.toMatch(/<script|href="\/oauth2|csrf_token" value="[^"]/);
  expect(html).toContain(`<img src="${LOGO}"`);
  const [, styles = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(html) ?? [];
  const css = await (await fetch(app.url + styles)).text();
  expect(css).toMatch(/color-scheme:\s*dark/);
  expect(css).not.toContain('prefers-color-scheme');
  expect(await draw({ logos: { light: LOGO } })).not.toContain(styles);
});

it('takes no picture but a small one in itself, and only an existing client', async () => {
  for (const uri of ['https://evil.example/x.png', 'data:image/svg+xml;base64,AAAA', 'data:image/png;base64,AA"onerror=', 'javascript:x']) {
    const problem = await problemOf(draw({ logos: { light: uri } }));
    expect(problem).toMatchObject({ slug: 'invalid-request', errors: [{ pointer: '#/logos/light' }] });
  }
  client_id = 'nobody';
  expect(await problemOf(draw())).toMatchObject({ slug: 'client-not-found' });
});
