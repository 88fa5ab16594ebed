import { contract, type ApiClient } from '@consentry/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { ensureSettings } from './ensure-settings.ts';

const { settings } = contract;
let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

it('needs a token with the scope of the route', () => expectGuarded(app, settings));

it('has defaults, takes changes and keeps them through the next start', async () => {
  expect(await api(settings.get, {})).toEqual({ product_name: 'Consentry', sign_up_enabled: true });
  const changed = { product_name: 'Example', sign_up_enabled: true };
  expect(await api(settings.update, { body: { product_name: 'Example' } })).toEqual(changed);
  expect(await latestAuditEvent(api, 'settings.updated')).toMatchObject({ details: { product_name: 'Example' } });
  await ensureSettings(app.context, { product_name: 'Consentry', sign_up_enabled: false });
  expect(await api(settings.get, {})).toEqual(changed);
});

it('refuses what it does not know', async () => {
  expect(await problemOf(api(settings.update, { body: { product_name: '' } }))).toMatchObject({ errors: [{ pointer: '#/product_name' }] });
  expect(await problemOf(api(settings.update, { body: { theme: 'dark' } as object }))).toMatchObject({ errors: [{ pointer: '#/theme' }] });
});
