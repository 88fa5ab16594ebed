import { contract, type ApiClient, type CreateClient } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { findLiveGrant } from '../grants/find-live-grant.ts';
import { grantScopes } from '../grants/grant-scopes.ts';
import { createUser } from '../users/create-user.ts';

const { clients, resourceServers } = contract;
const WEB = { name: 'Partner', app_type: 'traditional_web', party: 'third_party' } as const satisfies CreateClient;
const RESOURCE = 'https://api.example.com';
let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
  await api(resourceServers.create, { body: { resource: RESOURCE, name: 'Orders', scopes: [{ name: 'orders:read', description: '' }] } });
});
afterAll(() => app.stop());

const create = async (members: Partial<CreateClient> = {}) => (await api(clients.create, { body: { ...WEB, ...members } })).client;

it('needs a token with the scope of the route', () => expectGuarded(app, clients));

describe('create', () => {
  it('a confidential client gets its first secret, in this answer alone', async () => {
    const { client, client_secret } = await api(clients.create, { body: WEB });
    expect(client).toMatchObject({
      ...WEB,
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['authorization_code', 'refresh_token'],
    });
    expect(client.secrets).toMatchObject([{ expires_at: null, last_used_at: null }]);
    expect(client_secret).toMatch(/^[A-Za-z0-9._~-]{32,}$/);
    const read = await api(clients.get, { params: { client_id: client.client_id } });
    expect(read).toEqual(client);
    expect(JSON.stringify([read, await latestAuditEvent(api, 'client.created', { client_id: client.client_id })])).not.toMatch(
      new RegExp(`${client_secret}|secret_hash`),
    );
    expect(await latestAuditEvent(api, 'client.created', { client_id: client.client_id })).toMatchObject({
      client_id: client.client_id,
      details: { party: 'third_party' },
    });
  });

  it('a public client gets none and must use PKCE', async () => {
    const { client, client_secret } = await api(clients.create, { body: { ...WEB, app_type: 'single_page' } });
    expect(client_secret).toBeNull();
    expect(client).toMatchObject({ token_endpoint_auth_method: 'none', pkce: 'required', secrets: [] });
    const problem = await problemOf(api(clients.create, { body: { ...WEB, app_type: 'native', pkce: 'optional' } }));
    expect(problem).toMatchObject({ slug: 'invalid-request', errors: [{ pointer: '#/pkce' }] });
  });

  it('an id that is taken or reserved is a problem; case tells ids apart', async () => {
    await create({ client_id: 'Partner-1' });
    expect(await problemOf(create({ client_id: 'Partner-1' }))).toMatchObject({ slug: 'client-id-taken', status: 409 });
    expect(await problemOf(create({ client_id: 'consentry-console' }))).toMatchObject({ slug: 'client-id-taken' });
    expect(await create({ client_id: 'partner-1' })).toMatchObject({ client_id: 'partner-1' });
  });

  it.each([
    ['https://app.example.com/cb#x', 'fragment'],
    ['javascript:alert(1)', 'must use https'],
    ['https://*.example.com/cb', 'wildcard'],
    ['http://app.example.com/cb', 'must use https'],
    ['https://app.example.com\\@evil.example/', 'backslash'],
  ])('the redirect URI %s is refused with its place', async (uri, reason) => {
    const problem = await problemOf(create({ redirect_uris: ['https://app.example.com/cb', uri] }));
    expect(problem).toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '#/redirect_uris/1', detail: expect.stringContaining(reason) }],
    });
  });

  it('a ceiling names what exists', async () => {
    const problem = await problemOf(
      create({ resource_scopes: { [RESOURCE]: ['orders:read', 'orders:burn'], 'https://nowhere.example': ['x'] } }),
    );
    expect(problem.errors).toEqual([
      { pointer: '#/resource_scopes/https:~1~1api.example.com/1', detail: `“${RESOURCE}” has no scope “orders:burn”` },
      { pointer: '#/resource_scopes/https:~1~1nowhere.example', detail: 'there is no resource server “https://nowhere.example”' },
    ]);
    expect(await problemOf(create({ scopes: ['openid', 'everything' as 'openid'] }))).toMatchObject({
      errors: [{ pointer: '#/scopes/1' }],
    });
  });

  it('members that are not the caller’s to set are refused', async () => {
    const body = { ...WEB, secrets: [], grant_types: ['password'] } as unknown as CreateClient;
    const problem = await problemOf(api(clients.create, { body }));
    expect(problem.errors?.map((error) => error.pointer)).toEqual(['#/grant_types/0', '#/secrets']);
  });
});

describe('management scopes', () => {
  it('a client hands on no scope that it lacks itself', async () => {
    const limited = await app.api(['clients:read', 'clients:write']);
    const machine = { name: 'Machine', app_type: 'machine_to_machine', party: 'first_party' } as const;
    expect(await problemOf(limited(clients.create, { body: { ...machine, management_scopes: ['users:write'] } }))).toMatchObject({
      slug: 'insufficient-scope',
      scope: 'users:write',
    });
    const { client: strong } = await api(clients.create, { body: { ...machine, management_scopes: ['users:write'] } });
    const params = { client_id: strong.client_id };
    expect(await problemOf(limited(clients.createSecret, { params, body: { name: 'mine' } }))).toMatchObject({
      slug: 'insufficient-scope',
    });
    const { client: weak } = await limited(clients.create, { body: { ...machine, management_scopes: ['clients:read'] } });
    const body = { management_scopes: ['clients:read', 'grants:write'] as ('clients:read' | 'grants:write')[] };
    expect(await problemOf(limited(clients.update, { params: { client_id: weak.client_id }, body }))).toMatchObject({
      scope: 'grants:write',
    });
    expect(await limited(clients.update, { params, body: { description: 'control' } })).toMatchObject({ description: 'control' });
  });
});

describe('read', () => {
  it('unknown ids are a problem', async () => {
    expect(await problemOf(api(clients.get, { params: { client_id: 'nobody' } }))).toMatchObject({ slug: 'client-not-found', status: 404 });
  });

  it('lists by party, type and part of the name', async () => {
    for (const n of [1, 2, 3]) await create({ name: `Listed_${n}`, app_type: n === 3 ? 'native' : 'traditional_web' });
    const first = await api(clients.list, { query: { q: 'listed_', party: 'third_party', limit: 2 } });
    const second = await api(clients.list, { query: { q: 'listed_', party: 'third_party', limit: 2, cursor: first.next_cursor ?? '' } });
    expect([...first.items, ...second.items].map((client) => client.name).toSorted()).toEqual(['Listed_1', 'Listed_2', 'Listed_3']);
    expect((await api(clients.list, { query: { q: 'listed_', app_type: 'native' } })).items).toMatchObject([{ name: 'Listed_3' }]);
    expect((await api(clients.list, { query: { q: 'listed_', party: 'first_party' } })).items).toEqual([]);
  });
});

describe('update', () => {
  it('changes what is sent, leaves the rest, drops duplicates', async () => {
    const client = await create({ redirect_uris: ['https://a.example/'] });
    const params = { client_id: client.client_id };
    const updated = await api(clients.update, {
      params,
      body: { post_logout_redirect_uris: ['https://a.example/', 'https://a.example/'], resource_scopes: { [RESOURCE]: ['orders:read'] } },
    });
    expect(updated).toMatchObject({
      redirect_uris: ['https://a.example/'],
      post_logout_redirect_uris: ['https://a.example/'],
      resource_scopes: { [RESOURCE]: ['orders:read'] },
    });
    expect((await latestAuditEvent(api, 'client.updated', { client_id: client.client_id }))?.details).toEqual({
      changes: {
        post_logout_redirect_uris: { from: [], to: ['https://a.example/'] },
        resource_scopes: { from: {}, to: { [RESOURCE]: ['orders:read'] } },
      },
    });
  });

  it('what leaves the ceiling is not optional any more; what is sent as optional must stand in it', async () => {
    const client = await create({
      scopes: ['openid', 'email', 'phone'],
      optional_scopes: ['email', 'phone', 'email'],
      resource_scopes: { [RESOURCE]: ['orders:read'] },
      optional_resource_scopes: { [RESOURCE]: ['orders:read'] },
    });
    expect(client).toMatchObject({ optional_scopes: ['email', 'phone'], optional_resource_scopes: { [RESOURCE]: ['orders:read'] } });
    const params = { client_id: client.client_id };
    const updated = await api(clients.update, { params, body: { scopes: ['openid', 'phone'], resource_scopes: {} } });
    expect(updated).toMatchObject({ optional_scopes: ['phone'], optional_resource_scopes: {} });
    expect(await problemOf(api(clients.update, { params, body: { optional_scopes: ['email'] } }))).toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '#/optional_scopes/0', detail: expect.stringContaining('“email”') }],
    });
  });

  it('redirect URIs must suit the stored type, and a bad one changes nothing', async () => {
    const client = await create({ redirect_uris: ['https://a.example/'] });
    const params = { client_id: client.client_id };
    const body = { name: 'Other', redirect_uris: ['https://a.example/', 'https://a.example/', 'com.example.app:/cb'] };
    expect(await problemOf(api(clients.update, { params, body }))).toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '#/redirect_uris/2' }],
    });
    expect(await api(clients.get, { params })).toEqual(client);
    expect(await problemOf(api(clients.update, { params, body: { app_type: 'native' } as object }))).toMatchObject({
      errors: [{ pointer: '#/app_type' }],
    });
  });

  it('a change of party is an audit event of its own', async () => {
    const client = await create();
    await api(clients.update, { params: { client_id: client.client_id }, body: { party: 'first_party' } });
    expect(await latestAuditEvent(api, 'client.party_changed', { client_id: client.client_id })).toMatchObject({
      client_id: client.client_id,
      details: { from: 'third_party', to: 'first_party', grants: 0 },
    });
  });

  it('unknown ids are a problem', async () => {
    expect(await problemOf(api(clients.update, { params: { client_id: 'nobody' }, body: {} }))).toMatchObject({ slug: 'client-not-found' });
  });
});

describe('delete', () => {
  it('revokes the grants, so that a later client of the same id inherits nothing', async () => {
    const client_id = (await create()).client_id;
    const { user_id } = await createUser(app.context, { username: 'granting' });
    await grantScopes(app.context, { user_id, client_id, scopes: [{ resource: null, scope: 'openid' }] });
    await api(clients.delete, { params: { client_id } });
    expect(await latestAuditEvent(api, 'client.deleted', { client_id })).toMatchObject({ client_id });
    expect(await problemOf(api(clients.get, { params: { client_id } }))).toMatchObject({ slug: 'client-not-found' });
    expect(await problemOf(api(clients.delete, { params: { client_id } }))).toMatchObject({ slug: 'client-not-found' });
    await create({ client_id });
    expect(await findLiveGrant(app.context, { user_id, client_id })).toBeNull();
  });
});
