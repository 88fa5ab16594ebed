import { contract, type ApiClient, type CreateClient } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_ACTOR } from '../../context.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { updateClient } from './update-client.ts';

const { clients, resourceServers } = contract;
const WEB = { name: 'Partner', app_type: 'traditional_web', party: 'third_party' } as const satisfies CreateClient;
const RESOURCE = 'https://api.example.com';
const BRANDING = {
  publisher_name: 'Acme Ltd',
  client_uri: 'https://acme.example/',
  tos_uri: 'https://acme.example/terms',
  policy_uri: 'https://acme.example/privacy',
  contacts: ['help@acme.example', 'https://acme.example/help'],
};
let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
  await api(resourceServers.create, { body: { resource: RESOURCE, name: 'Orders', scopes: [{ name: 'orders:read', description: '' }] } });
});
afterAll(() => app.stop());

const create = async (members: Partial<CreateClient> = {}) => (await api(clients.create, { body: { ...WEB, ...members } })).client;

/** As an operator does in the console. */
const verify = (client_id: string) => updateClient({ ...app.context, actor: SYSTEM_ACTOR }, { client_id, publisher_verified: true });

describe('branding (RFC 7591 §2)', () => {
  it('says nothing until somebody says it, and keeps what is said', async () => {
    const client = await create();
    const nothing = { publisher_name: '', publisher_verified: false, client_uri: null, tos_uri: null, policy_uri: null, contacts: [] };
    expect(client).toMatchObject({ ...nothing, logo_uri: null, logo_dark_uri: null, scope_reasons: {}, resource_scope_reasons: {} });
    const body = { ...BRANDING, contacts: ['help@acme.example', ...BRANDING.contacts] };
    expect(await api(clients.update, { params: { client_id: client.client_id }, body })).toMatchObject(BRANDING);
  });

  it('refuses links that are not https, and contacts that are neither an address nor a link', async () => {
    const bad = {
      client_uri: 'javascript:alert(1)',
      tos_uri: 'data:text/html,x',
      policy_uri: 'http://acme.example/',
      contacts: ['call me'],
    };
    const problem = await problemOf(create(bad));
    expect(problem.slug).toBe('invalid-request');
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(['#/client_uri', '#/tos_uri', '#/policy_uri', '#/contacts/0']);
    expect(await create({ client_uri: 'http://localhost:3000/' })).toMatchObject({ client_uri: 'http://localhost:3000/' });
  });
});

describe('a verified publisher', () => {
  it('is the word of an operator: no client can give it, with whatever scope', async () => {
    const { client_id } = await create(BRANDING);
    for (const attempt of [
      create({ ...BRANDING, publisher_verified: true }),
      api(clients.update, { params: { client_id }, body: { publisher_verified: true } }),
    ])
      expect(await problemOf(attempt)).toMatchObject({ slug: 'invalid-request', errors: [{ pointer: '#/publisher_verified' }] });
    expect(await api(clients.get, { params: { client_id } })).toMatchObject({ publisher_verified: false });

    expect(await verify(client_id)).toMatchObject({ publisher_verified: true });
    expect(await latestAuditEvent(api, 'client.publisher_verified', { client_id })).toMatchObject({
      details: { publisher_name: 'Acme Ltd' },
    });
  });

  it('is a name: without one there is nothing to verify', async () => {
    const { client_id } = await create();
    await expect(verify(client_id)).rejects.toMatchObject({ extension: { errors: [{ pointer: '#/publisher_verified' }] } });
  });

  it('is verified no more once a client changes who that is, and stays so through other changes', async () => {
    const { client_id } = await create(BRANDING);
    await verify(client_id);
    const change = (body: Partial<CreateClient>) => api(clients.update, { params: { client_id }, body });
    expect(await change({ description: 'New', publisher_verified: true })).toMatchObject({ publisher_verified: true });
    expect(await change({ publisher_name: 'Your Bank' })).toMatchObject({ publisher_verified: false });
    expect(await latestAuditEvent(api, 'client.publisher_unverified', { client_id })).toMatchObject({
      details: { publisher_name: 'Your Bank' },
    });
  });
});

describe('reasons', () => {
  it('stand beside what the client may ask for, by language, and go when that goes', async () => {
    const reasons = {
      scope_reasons: { email: { en: 'To send the invoice', de: 'Für die Rechnung' } },
      resource_scope_reasons: { [RESOURCE]: { 'orders:read': { en: 'To plan the route' } } },
    };
    const client = await create({ ...reasons, resource_scopes: { [RESOURCE]: ['orders:read'] } });
    expect(client).toMatchObject(reasons);
    const body = { scopes: ['openid' as const], resource_scopes: {} };
    const narrowed = await api(clients.update, { params: { client_id: client.client_id }, body });
    expect(narrowed).toMatchObject({ scope_reasons: {}, resource_scope_reasons: {} });
  });

  it('of what it may not ask for, or in no language, are refused by name', async () => {
    const bad = { scope_reasons: { phone: { en: 'x' } }, resource_scope_reasons: { [RESOURCE]: { 'orders:read': { en: 'x' } } } };
    expect((await problemOf(create(bad))).errors?.map(({ pointer }) => pointer)).toEqual([
      '#/scope_reasons/phone',
      '#/resource_scope_reasons/https:~1~1api.example.com/orders:read',
    ]);
    expect(await problemOf(create({ scope_reasons: { email: { de_DE: 'x' } } }))).toMatchObject({ slug: 'invalid-request' });
    expect(await problemOf(create({ scope_reasons: { email: { 'DE-de': 'x' } } }))).toMatchObject({ slug: 'invalid-request' });
  });
});
