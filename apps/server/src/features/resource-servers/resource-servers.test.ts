import { contract, type ApiClient } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { findLiveGrant } from '../grants/find-live-grant.ts';
import { grantScopes } from '../grants/grant-scopes.ts';
import { createUser } from '../users/create-user.ts';

const { clients, resourceServers } = contract;
const SCOPES = [{ name: 'orders:read', description: 'See your orders' }];
let app: TestApp;
let api: ApiClient;
let count = 0;
const uri = (): string => `https://api${(count += 1)}.example.com/v1?tenant=a`;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

it('needs a token with the scope of the route', () => expectGuarded(app, resourceServers));

describe('create', () => {
  it('takes defaults and reads back by its percent-encoded URI', async () => {
    const resource = uri();
    const server = await api(resourceServers.create, { body: { resource, name: 'Orders', scopes: SCOPES } });
    expect(server).toMatchObject({
      access_token_format: 'jwt',
      access_token_ttl_seconds: 600,
      access_token_signing_alg: 'RS256',
      scopes: SCOPES,
    });
    expect(await api(resourceServers.get, { params: { resource } })).toEqual(server);
    expect(await latestAuditEvent(api, 'resource_server.created')).toMatchObject({ details: { resource, scopes: ['orders:read'] } });
  });

  it('a URI that is taken, or that of the management API, is a problem; URIs compare character by character (RFC 8707 §2)', async () => {
    const resource = uri();
    await api(resourceServers.create, { body: { resource, name: 'A' } });
    expect(await problemOf(api(resourceServers.create, { body: { resource, name: 'B' } }))).toMatchObject({
      slug: 'resource-taken',
      status: 409,
    });
    const own = await problemOf(api(resourceServers.create, { body: { resource: `${app.url}/api/v1`, name: 'B' } }));
    expect(own).toMatchObject({ slug: 'resource-taken' });
    expect(await api(resourceServers.create, { body: { resource: `${resource}/`, name: 'C' } })).toMatchObject({ name: 'C' });
  });

  it.each([
    [{ resource: 'https://api.example.com/#x' }, '#/resource'],
    [{ resource: '/relative' }, '#/resource'],
    [{ scopes: [{ name: 'email' }] }, '#/scopes/0/name'],
    [{ scopes: [{ name: 'offline_access' }] }, '#/scopes/0/name'],
    [{ scopes: [{ name: 'a b' }] }, '#/scopes/0/name'],
    [{ scopes: [{ name: 'a' }, { name: 'a' }] }, '#/scopes/1/name'],
    [{ access_token_ttl_seconds: 1 }, '#/access_token_ttl_seconds'],
    [{ name: 'a\u0000b' }, '#/name'],
  ])('%j is refused', async (members, pointer) => {
    const problem = await problemOf(api(resourceServers.create, { body: { resource: uri(), name: 'A', ...members } }));
    expect(problem).toMatchObject({ slug: 'invalid-request', errors: [{ pointer }] });
  });
});

describe('update', () => {
  it('changes what is sent', async () => {
    const resource = uri();
    await api(resourceServers.create, { body: { resource, name: 'A', scopes: SCOPES } });
    const updated = await api(resourceServers.update, { params: { resource }, body: { access_token_format: 'opaque' } });
    expect(updated).toMatchObject({ name: 'A', scopes: SCOPES, access_token_format: 'opaque' });
    expect(await latestAuditEvent(api, 'resource_server.updated')).toMatchObject({
      details: { resource, changed: ['access_token_format'] },
    });
    const standard = await problemOf(api(resourceServers.update, { params: { resource }, body: { scopes: [{ name: 'openid' }] } }));
    expect(standard).toMatchObject({ errors: [{ pointer: '#/scopes/0/name' }] });
  });
});

it('unknown URIs are a problem', async () => {
  const params = { resource: 'https://nowhere.example' };
  const unknown = { slug: 'resource-server-not-found', status: 404 };
  expect(await problemOf(api(resourceServers.get, { params }))).toMatchObject(unknown);
  expect(await problemOf(api(resourceServers.update, { params, body: {} }))).toMatchObject(unknown);
  expect(await problemOf(api(resourceServers.delete, { params }))).toMatchObject(unknown);
});

it('lists in pages', async () => {
  const first = await api(resourceServers.list, { query: { limit: 1 } });
  const second = await api(resourceServers.list, { query: { limit: 1, cursor: first.next_cursor ?? '' } });
  expect(first.items).toHaveLength(1);
  expect(second.items[0]?.resource).not.toBe(first.items[0]?.resource);
});

it('a deleted one leaves ceilings and grants, so that a later one of the same URI inherits nothing', async () => {
  const [resource, other] = [uri(), uri()];
  for (const one of [resource, other]) await api(resourceServers.create, { body: { resource: one, name: 'A', scopes: SCOPES } });
  const resource_scopes = { [resource]: ['orders:read'], [other]: ['orders:read'] };
  const { client } = await api(clients.create, { body: { name: 'C', app_type: 'native', party: 'third_party', resource_scopes } });
  const { user_id } = await createUser(app.context, { username: 'granting' });
  const parties = { user_id, client_id: client.client_id };
  await grantScopes(app.context, { ...parties, scopes: [null, resource, other].map((one) => ({ resource: one, scope: 'orders:read' })) });

  await api(resourceServers.delete, { params: { resource } });
  expect(await latestAuditEvent(api, 'resource_server.deleted')).toMatchObject({ details: { resource, client_ids: [client.client_id] } });
  expect((await api(clients.get, { params: parties })).resource_scopes).toEqual({ [other]: ['orders:read'] });
  expect((await findLiveGrant(app.context, parties))?.scopes.map((scope) => scope.resource)).toEqual([null, other]);
});

describe('an application that is an API itself (RFC 8693 §2.1)', () => {
  const service = (serves_resources: string[], app_type: 'machine_to_machine' | 'single_page' = 'machine_to_machine') =>
    api(clients.create, { body: { name: 'S', app_type, party: 'first_party', serves_resources } });

  it('names APIs that exist, once each, and loses the one that is deleted', async () => {
    const [resource, other] = [uri(), uri()];
    for (const one of [resource, other]) await api(resourceServers.create, { body: { resource: one, name: 'A' } });
    const { client } = await service([resource, resource, other]);
    expect(client.serves_resources).toEqual([resource, other]);
    await api(resourceServers.delete, { params: { resource } });
    expect((await api(clients.get, { params: { client_id: client.client_id } })).serves_resources).toEqual([other]);
    expect(await problemOf(service([other, resource]))).toMatchObject({ errors: [{ pointer: '#/serves_resources/1' }] });
  });

  it('is no application on somebody’s device, and gets the grant by name alone', async () => {
    const resource = uri();
    await api(resourceServers.create, { body: { resource, name: 'A' } });
    expect(await problemOf(service([resource], 'single_page'))).toMatchObject({ errors: [{ pointer: '#/serves_resources' }] });
    expect((await service([resource])).client.grant_types).toEqual(['client_credentials']);
  });

  it('takes tokens of third parties only where it says so', async () => {
    const resource = uri();
    const server = await api(resourceServers.create, { body: { resource, name: 'A' } });
    expect(server.third_party_token_exchange).toBe(false);
    const changed = await api(resourceServers.update, { params: { resource }, body: { third_party_token_exchange: true } });
    expect(changed.third_party_token_exchange).toBe(true);
  });
});

describe('protected resource metadata (RFC 9728 §2)', () => {
  const announcement = async (resource: string, scopes = SCOPES) => {
    await api(resourceServers.create, { body: { resource, name: 'Orders', scopes } });
    return api(resourceServers.getProtectedResourceMetadata, { params: { resource } });
  };

  it('names the resource, the scopes and who gives out tokens', async () => {
    const resource = uri();
    expect((await announcement(resource)).document).toEqual({
      resource,
      resource_name: 'Orders',
      authorization_servers: [app.url],
      scopes_supported: ['orders:read'],
      bearer_methods_supported: ['header'],
    });
    const bare = uri();
    expect((await announcement(bare, [])).document).not.toHaveProperty('scopes_supported');
    const authorization_details_types = [{ type: 'payment', schema: { type: 'object' } }];
    await api(resourceServers.update, { params: { resource: bare }, body: { authorization_details_types } });
    const { document } = await api(resourceServers.getProtectedResourceMetadata, { params: { resource: bare } });
    expect(document.authorization_details_types_supported).toEqual(['payment']);
  });

  it.each([
    ['https://a.example.com', 'https://a.example.com/.well-known/oauth-protected-resource'],
    ['https://b.example.com/', 'https://b.example.com/.well-known/oauth-protected-resource'],
    ['https://c.example.com/mcp', 'https://c.example.com/.well-known/oauth-protected-resource/mcp'],
    ['https://d.example.com:8443/v1/?k=p', 'https://d.example.com:8443/.well-known/oauth-protected-resource/v1/?k=p'],
  ])('of %s is looked for at %s (RFC 9728 §3.1, §5.1)', async (resource, metadata_url) => {
    const told = await announcement(resource);
    expect(told).toMatchObject({ metadata_url, www_authenticate: `Bearer resource_metadata="${metadata_url}"` });
  });

  it('of what is no web address has no place; of what is unknown there is none', async () => {
    expect(await announcement('urn:example:orders')).toMatchObject({ metadata_url: null, www_authenticate: 'Bearer' });
    const params = { resource: 'https://nowhere.example' };
    expect(await problemOf(api(resourceServers.getProtectedResourceMetadata, { params }))).toMatchObject({
      slug: 'resource-server-not-found',
    });
  });
});
