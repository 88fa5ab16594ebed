import { generateKeyPairSync } from 'node:crypto';
import { contract, type ApiClient, type Client, type CreateClient } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { verifyClientSecret } from './verify-client-secret.ts';

const { clients } = contract;
const WEB = { name: 'Web', app_type: 'traditional_web', party: 'third_party', redirect_uris: ['https://app.example.com/cb'] } as const;
let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

async function create(members: Partial<CreateClient> = {}): Promise<Client> {
  return (await api(clients.create, { body: { ...WEB, redirect_uris: [...WEB.redirect_uris], ...members } })).client;
}

function publicJwk(bits = 2048): Record<string, unknown> {
  return { ...generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' }) };
}

describe('settings', () => {
  it('say the same when they are read as when they were written', async () => {
    const members = {
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'PS256',
      jwks: { keys: [publicJwk()] },
      client_assertion_audience: 'issuer_or_endpoint',
      cors_origins: ['https://app.example.com', 'http://localhost:5173'],
      subject_type: 'pairwise',
      access_token_ttl_seconds: 120,
      id_token_ttl_seconds: 900,
      refresh_token_rotation: false,
      refresh_token_ttl_seconds: 86_400,
      refresh_token_idle_ttl_seconds: 3600,
    } satisfies Partial<CreateClient>;
    const { client_id } = await create(members);
    expect(await api(clients.get, { params: { client_id } })).toMatchObject(members);
    const back = await api(clients.update, {
      params: { client_id },
      body: { jwks: null, token_endpoint_auth_method: 'client_secret_post' },
    });
    expect(back).toMatchObject({ jwks: null, token_endpoint_auth_method: 'client_secret_post' });
    expect(await latestAuditEvent(api, 'client.updated', { client_id })).toMatchObject({
      details: { changes: { token_endpoint_auth_method: { from: 'private_key_jwt', to: 'client_secret_post' } } },
    });
  });

  const refused: [Partial<CreateClient>, string][] = [
    [{ token_endpoint_auth_method: 'none' }, '#/token_endpoint_auth_method'],
    [{ app_type: 'single_page', token_endpoint_auth_method: 'client_secret_post' }, '#/token_endpoint_auth_method'],
    [{ token_endpoint_auth_method: 'private_key_jwt' }, '#/jwks'],
    [{ jwks: { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] } }, '#/jwks/keys/0'],
    [{ jwks: { keys: [{ ...publicJwk(), d: 'AQAB' }] } }, '#/jwks/keys/0'],
    [{ jwks: { keys: [{ kty: 'RSA', n: 'no key', e: 'AQAB' }] } }, '#/jwks/keys/0'],
    [{ jwks: { keys: [publicJwk(), publicJwk(1024)] } }, '#/jwks/keys/1'],
    [{ jwks: { keys: [publicJwk()] }, jwks_uri: 'https://app.example.com/jwks' }, '#/jwks_uri'],
    [{ jwks_uri: 'http://app.example.com/jwks' }, '#/jwks_uri'],
    [{ jwks_uri: 'file:///etc/passwd' }, '#/jwks_uri'],
    [{ grant_types: ['client_credentials'] }, '#/grant_types'],
    [{ grant_types: ['refresh_token'] }, '#/grant_types'],
    [{ cors_origins: ['https://app.example.com', 'https://app.example.com/path'] }, '#/cors_origins/1'],
    [{ cors_origins: ['https://*.example.com'] }, '#/cors_origins/0'],
    [{ cors_origins: ['null'] }, '#/cors_origins/0'],
    [{ cors_origins: ['capacitor://localhost'] }, '#/cors_origins/0'],
    [{ cors_origins: ['https://app.example.com:443'] }, '#/cors_origins/0'],
    [{ subject_type: 'pairwise', redirect_uris: ['https://a.example.com/', 'https://b.example.com/'] }, '#/sector_identifier_uri'],
    [{ subject_type: 'pairwise', sector_identifier_uri: 'http://a.example.com/' }, '#/sector_identifier_uri'],
    [{ app_type: 'native', redirect_uris: ['com.example.app:/cb'], refresh_token_rotation: false }, '#/refresh_token_rotation'],
    [{ refresh_token_ttl_seconds: 3600, refresh_token_idle_ttl_seconds: 7200 }, '#/refresh_token_idle_ttl_seconds'],
    [{ access_token_ttl_seconds: 1 }, '#/access_token_ttl_seconds'],
  ];
  it.each(refused)('%j is refused with its place', async (members, pointer) => {
    expect(await problemOf(create(members))).toMatchObject({ slug: 'invalid-request', errors: [{ pointer }] });
  });

  it('a web view’s origin suits a native app', async () => {
    const { cors_origins } = await create({
      app_type: 'native',
      redirect_uris: ['com.example.app:/cb'],
      cors_origins: ['capacitor://localhost'],
    });
    expect(cors_origins).toEqual(['capacitor://localhost']);
  });

  it('a sector identifier that cannot be read is refused, and the reason told (OIDC Core §8.1)', async () => {
    const problem = await problemOf(create({ subject_type: 'pairwise', sector_identifier_uri: 'https://127.0.0.1:1/sector.json' }));
    expect(problem).toMatchObject({ errors: [{ pointer: '#/sector_identifier_uri', detail: 'could not be read (unreachable)' }] });
  });
});

describe('If-Match (RFC 9110 §13.1.1)', () => {
  const versions = async (client_id: string): Promise<string | null> => (await api.versioned(clients.get, { params: { client_id } })).etag;

  it('lets one of two operators save who began with the same version', async () => {
    const { client_id } = await create();
    const params = { client_id };
    const seen = await versions(client_id);
    const first = await api.versioned(clients.update, { params, body: { description: 'first' } }, { if_match: seen });
    expect(first.etag).not.toBe(seen);
    expect(await problemOf(api.versioned(clients.update, { params, body: { description: 'second' } }, { if_match: seen }))).toMatchObject({
      slug: 'precondition-failed',
      status: 412,
    });
    expect(await api(clients.get, { params })).toMatchObject({ description: 'first' });
    const second = await api.versioned(clients.update, { params, body: { description: 'second' } }, { if_match: first.etag });
    expect(second.data.description).toBe('second');
    expect(await versions(client_id)).toBe(second.etag);
  });

  it('takes lists and “*”, and no weak tag; without it the last save counts', async () => {
    const { client_id } = await create({ resource_scopes: {} });
    const params = { client_id };
    const seen = (await versions(client_id)) ?? '';
    const save = (if_match: string | null) => api.versioned(clients.update, { params, body: { name: 'Same' } }, { if_match });
    expect(await problemOf(save(`W/${seen}`))).toMatchObject({ slug: 'precondition-failed' });
    for (const demand of [`"other", ${seen}`, '*', null]) expect((await save(demand)).data.name).toBe('Same');
  });

  it('is not failed by a secret that was used or added meanwhile', async () => {
    const { client, client_secret } = await api(clients.create, { body: { ...WEB, redirect_uris: [] } });
    const { client_id } = client;
    const seen = await versions(client_id);
    await verifyClientSecret(app.context, client_id, client_secret ?? '');
    await api(clients.createSecret, { params: { client_id }, body: { name: 'another' } });
    const saved = await api.versioned(clients.update, { params: { client_id }, body: { description: 'x' } }, { if_match: seen });
    expect(saved.data.secrets).toHaveLength(2);
  });

  it('guards APIs and settings too', async () => {
    const { resource } = await api(contract.resourceServers.create, { body: { resource: 'https://versioned.example.com', name: 'A' } });
    const server = await api.versioned(contract.resourceServers.get, { params: { resource } });
    const settings = await api.versioned(contract.settings.get, {});
    expect([server.etag, settings.etag]).toEqual([expect.stringMatching(/^"[\w-]{43}"$/), expect.stringMatching(/^"[\w-]{43}"$/)]);
    const stale = { if_match: '"stale"' };
    const changes = [
      () => api.versioned(contract.resourceServers.update, { params: { resource }, body: { name: 'B' } }, stale),
      () => api.versioned(contract.settings.update, { body: { product_name: 'B' } }, stale),
    ];
    for (const change of changes) expect(await problemOf(change())).toMatchObject({ slug: 'precondition-failed' });
    await api.versioned(contract.resourceServers.update, { params: { resource }, body: { name: 'B' } }, { if_match: server.etag });
    await api.versioned(contract.settings.update, { body: { product_name: 'B' } }, { if_match: settings.etag });
  });
});
