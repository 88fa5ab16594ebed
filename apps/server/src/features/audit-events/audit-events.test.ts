import { contract, type ApiClient } from '@consentry/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { createUser } from '../users/create-user.ts';
import { mutate } from './mutate.ts';

const { auditEvents, users } = contract;
let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

it('needs a token with the scope of the route', () => expectGuarded(app, auditEvents));

it('says who, when and from where, newest first, filtered by user or client', async () => {
  const user = await api(users.create, { body: { username: 'alice' } });
  app.clock.advance(1);
  await api(users.disable, { params: { user_id: user.user_id } });
  const { items } = await api(auditEvents.list, { query: { user_id: user.user_id } });
  expect(items.map((event) => event.action)).toEqual(['user.disabled', 'user.created']);
  expect(items[0]).toMatchObject({
    actor_type: 'client',
    actor_id: expect.any(String),
    ip: expect.stringMatching(/127\.0\.0\.1|::1/),
    at: app.clock.now().toISOString(),
  });
  expect((await api(auditEvents.list, { query: { client_id: 'nobody' } })).items).toEqual([]);
});

it('in pages', async () => {
  const first = await api(auditEvents.list, { query: { limit: 1 } });
  const second = await api(auditEvents.list, { query: { limit: 1, cursor: first.next_cursor ?? '' } });
  expect(second.items[0]?.audit_event_id).not.toBe(first.items[0]?.audit_event_id);
});

it('a change that fails leaves no event, and no event means no change', async () => {
  const failing = mutate(app.context, async (tx) => {
    await createUser(tx, { username: 'never' });
    throw new Error('stop');
  });
  await expect(failing).rejects.toThrow('stop');
  const { items } = await api(auditEvents.list, { query: { limit: 200 } });
  expect(items.some((event) => event.details['username'] === 'never')).toBe(false);
  expect((await api(users.list, { query: { q: 'never' } })).items).toEqual([]);
});
