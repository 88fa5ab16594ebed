import { contract, type ApiClient, type CreateClient } from '@consentry/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { memoryRateLimit } from '../../platform/rate-limit.ts';
import { deleteOldRefusedScopes } from './delete-old-refused-scopes.ts';
import { listRefusedScopes } from './list-refused-scopes.ts';
import { recordRefusedScopes } from './record-refused-scopes.ts';

const { clients, refusedScopes, resourceServers } = contract;
const ORDERS = 'https://orders.example.com';
const REPORTS = 'https://reports.example.com';
const CALLBACK = 'https://app.partner.example/callback';
let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
  for (const resource of [ORDERS, REPORTS]) {
    await api(resourceServers.create, { body: { resource, name: 'API', scopes: [{ name: 'read' }, { name: 'write' }] } });
  }
});
afterAll(() => app.stop());

async function partner(members: Partial<CreateClient> = {}): Promise<string> {
  const partner = { name: 'Partner', app_type: 'single_page', party: 'third_party' } as const;
  const body = { ...partner, redirect_uris: [CALLBACK], resource_scopes: { [ORDERS]: ['read'] }, ...members };
  return (await api(clients.create, { body })).client.client_id;
}

/** As the browser of a person would; the answer is an error, or the way to the sign-in page. */
async function ask(client_id: string, scope: string, resource: string[] = []): Promise<string> {
  const query = new URLSearchParams({ client_id, scope, response_type: 'code', redirect_uri: CALLBACK, state: 's' });
  query.append('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  query.append('code_challenge_method', 'S256');
  for (const one of resource) query.append('resource', one);
  const answer = await fetch(`${app.url}/oauth2/authorize?${query.toString()}`, { redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

const refusedOf = async (client_id: string) => (await api(refusedScopes.list, { params: { client_id } })).items;

it('needs a token with the scope of the route', () => expectGuarded(app, refusedScopes));

it('counts what was refused or left out by the pair of resource and name, and not what was allowed', async () => {
  const client_id = await partner();
  expect(await ask(client_id, 'openid read write', [ORDERS])).toContain('error=invalid_scope');
  expect(await ask(client_id, 'openid read', [ORDERS])).toContain('/sign-in/');
  expect(await ask(client_id, 'openid read', [REPORTS])).toContain('error=invalid_scope');
  expect(await ask(client_id, 'openid phone')).toContain('error=invalid_scope');
  expect(await ask(client_id, 'openid offline_access phone')).toContain('error=invalid_scope');
  expect(await ask(client_id, 'openid made:up')).toContain('/sign-in/');
  const found = (await refusedOf(client_id)).map(
    ({ resource, scope, is_known, refused_count }) => `${resource} ${scope} ${is_known} ${refused_count}`,
  );
  expect(new Set(found)).toEqual(
    new Set([
      `${ORDERS} write true 1`,
      `${REPORTS} read true 1`,
      'null made:up false 1',
      'null offline_access true 1',
      'null phone true 2',
    ]),
  );
});

/** So many days from now; the caller's token would not last as long. */
function at(days: number): TestApp['context'] {
  const later = new Date(app.clock.now().getTime() + days * 86_400_000);
  return { ...app.context, clock: { now: () => later } };
}

it('does not list what has been allowed since, nor what is older than 30 days', async () => {
  const client_id = await partner();
  await ask(client_id, 'openid phone groups');
  await api(clients.update, { params: { client_id }, body: { scopes: ['openid', 'phone'] } });
  expect((await refusedOf(client_id)).map(({ scope }) => scope)).toEqual(['groups']);
  const since = (await listRefusedScopes(at(0), client_id)).items.map(({ scope }) => scope);
  expect(since).toEqual(['groups']);
  expect((await listRefusedScopes(at(31), client_id)).items).toEqual([]);
  await deleteOldRefusedScopes(at(31));
  expect(await refusedOf(client_id)).toEqual([]);
});

it('stays small however many names are invented and however often', async () => {
  const client_id = await partner();
  const limit = memoryRateLimit({ name: 'test_refused', points: 10_000, window_seconds: 60 });
  for (let index = 0; index < 70; index += 1)
    await recordRefusedScopes(app.context, limit, [{ client_id, resource: '', scope: `x:${index}` }]);
  await recordRefusedScopes(app.context, limit, [{ client_id, resource: '', scope: 'x:0' }]);
  await recordRefusedScopes(app.context, limit, [{ client_id, resource: '', scope: 'x'.repeat(5000) }]);
  const found = await refusedOf(client_id);
  expect(found).toHaveLength(50);
  expect(found.find(({ scope }) => scope === 'x:0')).toMatchObject({ refused_count: 2 });

  const narrow = memoryRateLimit({ name: 'test_narrow', points: 3, window_seconds: 60 });
  const other = await partner();
  for (let index = 0; index < 10; index += 1)
    await recordRefusedScopes(app.context, narrow, [{ client_id: other, resource: '', scope: 'y' }]);
  expect(await refusedOf(other)).toMatchObject([{ scope: 'y', refused_count: 3 }]);
});

it('a client that is gone counts nothing and is a problem', async () => {
  const limit = memoryRateLimit({ name: 'test_gone', points: 10, window_seconds: 60 });
  await recordRefusedScopes(app.context, limit, [{ client_id: 'nobody', resource: '', scope: 'x' }]);
  expect(await problemOf(api(refusedScopes.list, { params: { client_id: 'nobody' } }))).toMatchObject({
    slug: 'client-not-found',
    status: 404,
  });
});
