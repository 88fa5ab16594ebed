import { contract, GUIDE_KINDS, type ApiClient } from '@consentry/contract';
import { loadGuides } from '@consentry/guides';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const { clients, guides } = contract;
let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

async function orders(): Promise<{ client_id: string; client_secret: string }> {
  const redirect_uris = ['https://orders.example.com/callback'];
  const { client, client_secret } = await api(clients.create, {
    body: { name: 'Orders', app_type: 'traditional_web', party: 'third_party', redirect_uris },
  });
  return { client_id: client.client_id, client_secret: client_secret ?? '' };
}

it('every verb needs a token with its scope', () => expectGuarded(app, guides));

describe('the list', () => {
  it('has every guide, kind by kind', async () => {
    const { items } = await api(guides.list, { query: {} });
    expect(items.map(({ slug }) => slug).toSorted()).toEqual(
      loadGuides()
        .map(({ slug }) => slug)
        .toSorted(),
    );
    const kinds = items.map(({ kind }) => GUIDE_KINDS.indexOf(kind));
    expect(kinds).toEqual(kinds.toSorted((a, b) => a - b));
  });

  it('is narrowed by kind, application type and words', async () => {
    const slugs = async (query: Parameters<typeof list>[0]) => (await list(query)).items.map(({ slug }) => slug);
    const list = (query: { kind?: 'service'; app_type?: 'traditional_web'; category?: 'monitoring'; q?: string }) =>
      api(guides.list, { query });
    expect(await slugs({ kind: 'service' })).not.toContain('express');
    expect(await slugs({ kind: 'service', category: 'monitoring' })).toContain('grafana');
    expect(await slugs({ app_type: 'traditional_web', q: 'express NODE' })).toContain('express');
    expect(await slugs({ q: 'no-such-word' })).toEqual([]);
  });
});

describe('a client’s guide', () => {
  it('holds the client’s values, and a marker instead of the secret', async () => {
    const { client_id, client_secret } = await orders();
    const guide = await api(guides.get, { params: { client_id, slug: 'express' } });
    const env = guide.steps.find(({ file }) => file?.path === '.env')?.file?.content ?? '';
    expect(env).toContain(`OIDC_ISSUER=${app.url}\n`);
    expect(env).toContain(`OIDC_CLIENT_ID=${client_id}\n`);
    expect(env).toContain('https://orders.example.com/callback');
    expect(env).toContain(guide.client_secret_marker);
    expect(JSON.stringify(guide)).not.toContain(client_secret);
  });

  it('every one is in the form of the contract, its code cut into pieces without a loss', async () => {
    const { client_id } = await orders();
    for (const { slug } of loadGuides()) {
      const { steps } = await api(guides.get, { params: { client_id, slug } });
      for (const code of steps.flatMap(({ file, command }) => [file, command]).filter((one) => one !== null)) {
        const length = code.tokens.reduce((sum, token) => sum + token.length, 0);
        expect(length, `${slug}: ${code.language}`).toBe(code.content.length);
      }
    }
  });

  it('what is not there is said to be so', async () => {
    const { client_id } = await orders();
    const noGuide = api(guides.get, { params: { client_id, slug: 'no-such-guide' } });
    expect(await problemOf(noGuide)).toMatchObject({ slug: 'guide-not-found' });
    const noClient = api(guides.get, { params: { client_id: 'nobody', slug: 'express' } });
    expect(await problemOf(noClient)).toMatchObject({ slug: 'client-not-found' });
    expect(await problemOf(api(guides.configuration, { params: { client_id: 'nobody' } }))).toMatchObject({ slug: 'client-not-found' });
  });
});

it('the configuration has the same values three ways, and no secret', async () => {
  const { client_id, client_secret } = await orders();
  const { values, env, json, service } = await api(guides.configuration, { params: { client_id } });
  expect(values).toEqual(
    expect.arrayContaining([
      { name: 'client_id', value: client_id },
      { name: 'issuer', value: app.url },
      { name: 'discovery', value: `${app.url}/.well-known/openid-configuration` },
      { name: 'token_endpoint', value: `${app.url}/oauth2/token` },
      { name: 'redirect_uri', value: 'https://orders.example.com/callback' },
    ]),
  );
  expect(env).toContain(`OIDC_TOKEN_ENDPOINT=${app.url}/oauth2/token\n`);
  expect(JSON.parse(json)).toMatchObject({ client_id, token_endpoint: `${app.url}/oauth2/token` });
  expect(service).toBeNull();
  expect(`${env}${json}${JSON.stringify(values)}`).not.toContain(client_secret);
});

describe('a client for a service', () => {
  const create = (body: { address?: string; name?: string; party?: 'first_party'; client_id?: string }, slug = 'grafana') =>
    api(guides.createClient, { params: { slug }, body });

  it('follows from the service’s address alone', async () => {
    const { client, client_secret } = await create({ address: 'https://grafana.example.com/' });
    expect(client).toMatchObject({
      name: 'Grafana',
      app_type: 'traditional_web',
      party: 'third_party',
      redirect_uris: ['https://grafana.example.com/login/generic_oauth'],
    });
    expect(client.scopes).toContain('openid');
    expect(client_secret).toMatch(/^[\w-]{32,}$/);
    const params = { client_id: client.client_id };
    expect(await latestAuditEvent(api, 'client.created', params)).toMatchObject({ details: { name: 'Grafana' } });
    expect((await api(guides.configuration, { params })).service).toEqual({
      slug: 'grafana',
      title: 'Grafana',
      address: 'https://grafana.example.com',
    });
    const guide = JSON.stringify(await api(guides.get, { params: { ...params, slug: 'grafana' } }));
    expect(guide).toContain('https://grafana.example.com');
    expect(guide).not.toContain(client_secret);
  });

  it.each([
    ['grafana.example.com', 'https://grafana.example.com'],
    [' https://example.com/grafana/ ', 'https://example.com/grafana'],
    ['https://grafana.example.com:3000/?x=1#y', 'https://grafana.example.com:3000'],
    ['http://localhost:3000', 'http://localhost:3000'],
  ])('takes the address %j as %s', async (typed, address) => {
    const { client } = await create({ address: typed });
    expect(client.redirect_uris).toEqual([`${address}/login/generic_oauth`]);
  });

  it.each([
    ['http://grafana.example.com', 'must use https'],
    ['https://user:password@grafana.example.com', 'is not an address'],
    ['javascript:alert(1)', ''],
    ['https://*.example.com', 'wildcard'],
    ['not an address', 'is not an address'],
  ])('refuses the address %j', async (address, reason) => {
    const problem = await problemOf(create({ address }));
    expect(problem).toMatchObject({ slug: 'invalid-request', errors: [{ pointer: '#/address' }] });
    expect(problem.detail).toContain(reason);
  });

  it('asks for the address, and takes another name, party and id', async () => {
    expect(await problemOf(create({}))).toMatchObject({ slug: 'invalid-request', errors: [{ pointer: '#/address' }] });
    const named = { address: 'https://g.example.com', name: 'Our dashboards', party: 'first_party', client_id: 'dashboards' } as const;
    expect((await create(named)).client).toMatchObject({ name: 'Our dashboards', party: 'first_party', client_id: 'dashboards' });
    expect(await problemOf(create(named))).toMatchObject({ slug: 'client-id-taken' });
  });

  it('is made from recipes of services alone', async () => {
    for (const slug of ['express', 'no-such-service']) {
      expect(await problemOf(create({ address: 'https://g.example.com' }, slug))).toMatchObject({ slug: 'guide-not-found' });
    }
  });

  it('its guide follows the redirect URI that it has now', async () => {
    const { client } = await create({ address: 'https://old.example.com' });
    const params = { client_id: client.client_id };
    await api(clients.update, { params, body: { redirect_uris: ['https://new.example.com/login/generic_oauth'] } });
    const guide = JSON.stringify(await api(guides.get, { params: { ...params, slug: 'grafana' } }));
    expect(guide).toContain('https://new.example.com');
    expect(guide).not.toContain('https://old.example.com');
  });
});
