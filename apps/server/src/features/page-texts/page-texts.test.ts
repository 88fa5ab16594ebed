import { contract, PAGE_LANGUAGES, type ApiClient } from '@consentry/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { upsertPageText } from './page-text-store.ts';
import { PageTranslators } from './page-translators.ts';

const { pageTexts } = contract;
let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

async function home(language: string): Promise<string> {
  return (await fetch(app.url, { headers: { 'accept-language': language } })).text();
}

it('needs a token with the scope of the route', () => expectGuarded(app, pageTexts));

it('lists every text of every language with its placeholders', async () => {
  for (const language of PAGE_LANGUAGES) {
    const { items } = await api(pageTexts.list, { params: { language } });
    expect(items.find(({ key }) => key === 'consent.heading')).toMatchObject({ text: null, placeholders: ['client', 'product'] });
  }
});

it('a text of the operator stands in the place of the original within two seconds, as text, until it is reset', async () => {
  const params = { language: 'de', key: 'home.sign_in' } as const;
  const original = (await api(pageTexts.list, { params })).items.find(({ key }) => key === params.key)?.original ?? '';
  expect(await home('de')).toContain(original);
  const text = 'Anmelden <b>mit</b> "Konto"';
  expect(await api(pageTexts.set, { params, body: { text } })).toEqual({ key: params.key, original, text, placeholders: [] });
  expect(await latestAuditEvent(api, 'page_text.set')).toMatchObject({ details: { ...params, text } });
  app.clock.advance(2);
  const page = await home('de');
  expect(page).toContain('Anmelden &lt;b&gt;mit&lt;/b&gt; &quot;Konto&quot;');
  expect(page).not.toContain('<b>');
  expect(await home('en')).not.toContain('Anmelden');

  expect(await api(pageTexts.reset, { params })).toMatchObject({ text: null });
  expect(await latestAuditEvent(api, 'page_text.reset')).toMatchObject({ details: params });
  app.clock.advance(2);
  expect(await home('de')).not.toContain('Anmelden &lt;b&gt;');
});

it('needs the placeholders of the original, all of them and no others', async () => {
  const params = { language: 'en', key: 'consent.heading' } as const;
  const faults = {
    'wants access to your {{product}} account': 'lacks the placeholder {{client}}',
    '{{client}} {{product}} {{password}}': 'has the placeholder {{password}}',
    '{{client}} {{product}} {{- client}}': 'double braces',
    '{{client}} {{product}} $t({{x}})': '{{x}}',
  };
  for (const [text, detail] of Object.entries(faults)) {
    expect(await problemOf(api(pageTexts.set, { params, body: { text } }))).toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '#/text', detail: expect.stringContaining(detail) as string }],
    });
  }
  for (const text of ['', '  ', 'a\nb {{client}} {{product}}', 'x'.repeat(2001)])
    expect(await problemOf(api(pageTexts.set, { params, body: { text } }))).toMatchObject({ slug: 'invalid-request' });
  expect(await api(pageTexts.set, { params, body: { text: '{{product}}: {{client}}?' } })).toMatchObject({
    text: '{{product}}: {{client}}?',
  });
});

it('what an upgrade has made unusable gives way to the original', async () => {
  await upsertPageText(app.context, { language: 'fr', message_key: 'consent.heading', message: 'sans nom' });
  await upsertPageText(app.context, { language: 'fr', message_key: 'gone.key', message: 'x' });
  const { t } = await new PageTranslators(app.context).of('fr');
  expect(t('consent.heading', { client: 'A', product: 'B' })).toContain('A');
});

it('the version of the texts, which a grant records, changes with them', async () => {
  const version = async () => (await new PageTranslators(app.context).of('ja')).text_version;
  const before = await version();
  await api(pageTexts.set, { params: { language: 'ja', key: 'home.sign_in' }, body: { text: 'はいる' } });
  expect(await version()).not.toBe(before);
  await api(pageTexts.reset, { params: { language: 'ja', key: 'home.sign_in' } });
  expect(await version()).toBe(before);
});

it('what is not there is a problem', async () => {
  const params = { language: 'en', key: '__proto__' } as const;
  expect(await problemOf(api(pageTexts.set, { params, body: { text: 'x' } }))).toMatchObject({ slug: 'page-text-not-found', status: 404 });
  expect(await problemOf(api(pageTexts.reset, { params }))).toMatchObject({ slug: 'page-text-not-found' });
});
