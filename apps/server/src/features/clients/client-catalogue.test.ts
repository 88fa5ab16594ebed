import { CLIENT_SORTS, contract, type ApiClient, type CreateClient, type ListedClient } from '@consentry/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { findLiveGrant } from '../grants/find-live-grant.ts';
import { grantScopes } from '../grants/grant-scopes.ts';
import { createUser } from '../users/create-user.ts';
import { getClientUse } from './get-client-use.ts';
import { recountUsers } from './recount-users.ts';

const { clients, grants } = contract;
const SCOPE = { resource: null, scope: 'openid' };
/** As the consent page has it. */
const ASKED = { ...SCOPE, text_version: 'v1', locale: 'en' };
let app: TestApp;
let api: ApiClient;
let people: string[];

type Query = NonNullable<Parameters<typeof list>[0]>;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
  people = await Promise.all(['ann', 'ben', 'cat'].map(async (username) => (await createUser(app.context, { username })).user_id));
});
afterAll(() => app.stop());

/** All clients of a test, which have its word in their names. */
const list = (query: Partial<Parameters<typeof api<typeof clients.list>>[1]['query']> = {}) => api(clients.list, { query });
const create = async (name: string, members: Partial<CreateClient> = {}) =>
  (await api(clients.create, { body: { app_type: 'traditional_web', party: 'third_party', ...members, name } })).client;
const allow = (client_id: string, user_id: string, scopes = [ASKED]) => grantScopes(app.context, { client_id, user_id, scopes });
const namesOf = (items: readonly Pick<ListedClient, 'name'>[]) => items.map(({ name }) => name);

/** Every page of one item, one after the other. */
async function everyPage(query: Query): Promise<ListedClient[]> {
  const items: ListedClient[] = [];
  let cursor: string | null = null;
  do {
    const page = await list({ ...query, limit: 1, ...(cursor === null ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return items;
}

describe('the catalogue', () => {
  beforeAll(async () => {
    for (const [index, name] of ['sorted Beta', 'sorted alpha', 'sorted Émile', 'sorted gamma'].entries()) {
      const { client_id } = await create(name, { publisher_name: index === 1 ? 'Northwind' : '' });
      for (const user_id of people.slice(0, [1, 3, 0, 2][index])) await allow(client_id, user_id);
      app.clock.advance(1);
    }
  });

  it.each([
    ['name', 'asc', ['sorted alpha', 'sorted Beta', 'sorted gamma', 'sorted Émile']],
    ['created_at', 'desc', ['sorted gamma', 'sorted Émile', 'sorted alpha', 'sorted Beta']],
    ['user_count', 'desc', ['sorted alpha', 'sorted gamma', 'sorted Beta', 'sorted Émile']],
  ] as const)('sorts by %s, and in the other direction too', async (sort, order, expected) => {
    const { items, total } = await list({ q: 'SORTED', sort, order });
    // Where accented letters go is the database's collation.
    const comparable = (names: readonly string[]) => (sort === 'name' ? names.filter((name) => !name.includes('É')) : names);
    expect(comparable(namesOf(items))).toEqual(comparable(expected));
    expect(total).toBe(4);
    const reverse = await list({ q: 'sorted', sort, order: order === 'asc' ? 'desc' : 'asc' });
    expect(namesOf(reverse.items)).toEqual(namesOf(items).toReversed());
  });

  it.each(CLIENT_SORTS.flatMap((sort) => (['asc', 'desc'] as const).map((order) => [sort, order] as const)))(
    'pages by %s %s hold each client once, in the order of the whole',
    async (sort, order) => {
      const whole = await list({ q: 'sorted', sort, order });
      expect(await everyPage({ q: 'sorted', sort, order })).toEqual(whole.items);
    },
  );

  it('finds by name, client id and publisher, and takes % and _ as they are', async () => {
    await create('found 100%_sure', { client_id: 'found-by-its-id' });
    expect(namesOf((await list({ q: '0%_s' })).items)).toEqual(['found 100%_sure']);
    expect(namesOf((await list({ q: 'BY-ITS-ID' })).items)).toEqual(['found 100%_sure']);
    expect(namesOf((await list({ q: 'northwind' })).items)).toEqual(['sorted alpha']);
    expect(await list({ q: 'f%d' })).toEqual({ items: [], next_cursor: null, total: 0 });
  });

  it('filters by state, type and whether the publisher is verified', async () => {
    const one = await create('filtered one');
    await create('filtered two', { app_type: 'native' });
    await api(clients.disable, { params: { client_id: one.client_id }, body: {} });
    expect(namesOf((await list({ q: 'filtered', state: 'disabled' })).items)).toEqual(['filtered one']);
    expect(namesOf((await list({ q: 'filtered', state: 'active' })).items)).toEqual(['filtered two']);
    expect(namesOf((await list({ q: 'filtered', app_type: 'native' })).items)).toEqual(['filtered two']);
    expect((await list({ q: 'filtered', publisher_verified: 'true' })).total).toBe(0);
  });

  it('a cursor of another sort is a problem, and so is one that is made up', async () => {
    const { next_cursor } = await list({ q: 'sorted', sort: 'name', limit: 1 });
    const stranger = list({ q: 'sorted', sort: 'user_count', cursor: next_cursor ?? '' });
    expect(await problemOf(stranger)).toMatchObject({ slug: 'invalid-request', errors: [{ pointer: '#?cursor' }] });
    expect(await problemOf(list({ cursor: 'bm90IG9uZQ' }))).toMatchObject({ slug: 'invalid-request' });
  });

  it('pages on behind a name of 200 characters of four bytes', async () => {
    const long = '🦊'.repeat(100);
    await create(`${long} long`.slice(0, 200));
    await create(`${long} more`.slice(0, 200));
    expect(await everyPage({ q: '🦊🦊', sort: 'name' })).toHaveLength(2);
  });
});

describe('the users of a client', () => {
  const countOf = async (client_id: string) => (await list({ q: client_id })).items[0]?.user_count;
  const useOf = (client_id: string) => api(clients.use, { params: { client_id } });

  it('are counted with each grant, revocation and all of them, and never twice', async () => {
    const { client_id } = await create('counted');
    expect(await countOf(client_id)).toBe(0);
    const made = await Promise.all(people.map((user_id) => allow(client_id, user_id)));
    await allow(client_id, people[0] ?? '', [ASKED, { ...ASKED, scope: 'email' }]);
    expect(await countOf(client_id)).toBe(3);
    expect(await useOf(client_id)).toEqual({ user_count: 3, last_sign_in_at: null });
    for (const _ of [1, 2]) await api(grants.revoke, { params: { grant_id: made[0]?.grant_id ?? '' } });
    expect(await countOf(client_id)).toBe(2);
    await api(grants.revokeAll, { query: { client_id } });
    expect([await countOf(client_id), await useOf(client_id)]).toEqual([0, { user_count: 0, last_sign_in_at: null }]);
  });

  it('are counted anew by a job, which corrects what is wrong and nothing else', async () => {
    const { client_id } = await create('recounted');
    await allow(client_id, people[0] ?? '');
    const { client_id: unknown } = await create('not counted');
    await recountUsers(app.context);
    expect(await countOf(client_id)).toBe(1);
    await sql`update client_stats set user_count = 7 where client_id = ${client_id}`.execute(app.context.db);
    await sql`delete from client_stats where client_id = ${unknown}`.execute(app.context.db);
    expect(await countOf(client_id)).toBe(7);
    await recountUsers(app.context);
    expect(await countOf(client_id)).toBe(1);
    await allow(unknown, people[0] ?? '');
    expect(await countOf(unknown)).toBe(1);
  });

  it('of a client that is not there are a problem', async () => {
    expect(await problemOf(useOf('nobody'))).toMatchObject({ slug: 'client-not-found' });
  });
});

describe('a client that becomes a third party’s', () => {
  it('keeps what people were asked for, and loses what they were not (product.md, Applications)', async () => {
    const { client_id } = await create('sold', { party: 'first_party' });
    const [ann = '', ben = ''] = people;
    await allow(client_id, ann, [SCOPE as typeof ASKED]);
    await allow(client_id, ben, [SCOPE as typeof ASKED, { ...ASKED, scope: 'email' }]);
    app.clock.advance(1);
    await api(clients.update, { params: { client_id }, body: { party: 'third_party' } });
    expect(await findLiveGrant(app.context, { client_id, user_id: ann })).toBeNull();
    expect((await findLiveGrant(app.context, { client_id, user_id: ben }))?.scopes).toMatchObject([{ scope: 'email' }]);
    const history = await api(contract.auditEvents.list, { query: { client_id, history: 'true' } });
    expect(history.items.map(({ action, details }) => [action, details['grants']])).toEqual([
      ['client.party_changed', 1],
      ['client.created', undefined],
    ]);
  });

  it('and the other way everything stays', async () => {
    const { client_id } = await create('bought');
    await allow(client_id, people[0] ?? '');
    await api(clients.update, { params: { client_id }, body: { party: 'first_party' } });
    expect(await findLiveGrant(app.context, { client_id, user_id: people[0] ?? '' })).not.toBeNull();
  });
});

it('the history of a client tells what operators did, and nothing that its users decided', async () => {
  const { client_id } = await create('history');
  const [ann = '', ben = ''] = people;
  const grant = await allow(client_id, ann);
  await allow(client_id, ben);
  await api(clients.update, { params: { client_id }, body: { name: 'history, renamed' } });
  await api(grants.revoke, { params: { grant_id: grant.grant_id } });
  await api(clients.disable, { params: { client_id }, body: { reason: 'Enough' } });
  await api(grants.revokeAll, { query: { client_id } });
  const { items } = await api(contract.auditEvents.list, { query: { client_id, history: 'true' } });
  const told = items.map(({ action }) => action).toSorted();
  expect(told).toEqual(['client.created', 'client.disabled', 'client.updated', 'grant.revoked', 'grant.revoked_all']);
  const update = items.find(({ action }) => action === 'client.updated');
  expect(update?.details).toEqual({ changes: { name: { from: 'history', to: 'history, renamed' } } });
});

it('a grant that has run out has no user any more', async () => {
  const { client_id } = await create('expired');
  await grantScopes(app.context, { client_id, user_id: people[0] ?? '', scopes: [ASKED], duration: '30_days' });
  expect(await getClientUse(app.context, client_id)).toMatchObject({ user_count: 1 });
  // Later than any token of these tests: they come before.
  app.clock.advance(31 * 86_400);
  expect(await getClientUse(app.context, client_id)).toMatchObject({ user_count: 0 });
});
