import { contract, type ApiClient, type RotateSigningKeys, type SigningKey, type SigningKeyType } from '@consentry/contract';
import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const { clients, resourceServers, signingKeys } = contract;
const WEEK = 7 * 24 * 3600;
let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

const list = async (kty: SigningKeyType): Promise<SigningKey[]> => (await api(signingKeys.list, {})).items.filter((key) => key.kty === kty);
const states = async (kty: SigningKeyType): Promise<string[]> => (await list(kty)).map(({ state }) => state);
const rotate = (body: Partial<RotateSigningKeys>) => api(signingKeys.rotate, { body });
const remove = (kid: string | undefined) => api(signingKeys.remove, { params: { kid: String(kid) } });

async function published(): Promise<string[]> {
  const answer = await fetch(`${app.url}/.well-known/jwks.json`);
  return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
}

async function advertised(): Promise<unknown> {
  const answer = await fetch(`${app.url}/.well-known/openid-configuration`);
  return ((await answer.json()) as Record<string, unknown>)['id_token_signing_alg_values_supported'];
}

/** The kid that signs for the management API, whose tokens are ES256. */
const signsNow = async (): Promise<string | undefined> => decodeProtectedHeader(await app.managementToken(['settings:read'])).kid;

it('signing keys need a token with the scope of the route', () => expectGuarded(app, signingKeys));

it('the list has every key of the published set, and nothing private (RFC 7517 §9.2)', async () => {
  const { items } = await api(signingKeys.list, {});
  expect(items.map(({ kid }) => kid).toSorted()).toEqual((await published()).toSorted());
  expect(items.map(({ kty, algs, state }) => ({ kty, algs, state }))).toEqual([
    { kty: 'RSA', algs: ['RS256', 'PS256'], state: 'active' },
    { kty: 'EC', algs: ['ES256'], state: 'active' },
  ]);
  const members = new Set(items.flatMap((key) => Object.keys(key)));
  expect([...members].toSorted()).toEqual(['activates_at', 'algs', 'created_at', 'kid', 'kty', 'replaced_at', 'retires_at', 'state']);
});

describe('rotating', () => {
  it('announces a key of the kind while the old one signs on, and is recorded (OIDC Core §10.1.1)', async () => {
    const [old] = await list('EC');
    const { items } = await rotate({ ktys: ['EC'], announce_seconds: WEEK });
    const [announced, active] = items.filter(({ kty }) => kty === 'EC');
    expect([announced?.state, active]).toEqual([
      'announced',
      { ...old, replaced_at: announced?.activates_at, retires_at: active?.retires_at },
    ]);
    expect(Date.parse(announced?.activates_at ?? '') - app.clock.now().getTime()).toBe(WEEK * 1000);
    expect(Date.parse(String(active?.retires_at))).toBeGreaterThan(Date.parse(announced?.activates_at ?? '') + 24 * 3600 * 1000);
    expect([await published(), await signsNow()]).toEqual([expect.arrayContaining([announced?.kid]), old?.kid]);
    expect(await states('RSA')).toEqual(['active']);
    expect(await latestAuditEvent(api, 'signing_key.rotated')).toMatchObject({ details: { kids: [announced?.kid], ktys: ['EC'] } });
  });

  it('takes effect at once without an announcement, and drops a key that was announced for later', async () => {
    const [announced, old] = await list('EC');
    await rotate({ ktys: ['EC'], announce_seconds: 0 });
    const [fresh, retiring, ...others] = await list('EC');
    expect([fresh?.state, retiring?.kid, retiring?.state, others]).toEqual(['active', old?.kid, 'retiring', []]);
    expect([await signsNow(), await published()]).toEqual([fresh?.kid, expect.not.arrayContaining([announced?.kid])]);
  });

  it.each([{ announce_seconds: -1 }, { announce_seconds: 31 * 24 * 3600 }, { ktys: [] }, { ktys: ['oct'] }])('refuses %j', async (body) => {
    expect((await problemOf(rotate(body as RotateSigningKeys))).slug).toBe('invalid-request');
  });
});

describe('removing', () => {
  it('a retiring key ends what it signed, and is recorded', async () => {
    const token = await app.managementToken(['settings:read']);
    const call = () => fetch(`${app.url}/api/v1/signing_keys`, { headers: { authorization: `Bearer ${token}` } });
    await rotate({ ktys: ['EC'], announce_seconds: 0 });
    expect((await call()).status).toBe(200);
    const { kid } = decodeProtectedHeader(token);
    api = await app.api();
    await remove(kid);
    expect((await call()).status).toBe(401);
    expect(await published()).not.toContain(kid);
    expect(await latestAuditEvent(api, 'signing_key.removed')).toMatchObject({ details: { kid, kty: 'EC', state: 'retiring' } });
  });

  it('an announced key leaves the old one signing as if nothing had been', async () => {
    const before = await list('RSA');
    await rotate({ ktys: ['RSA'] });
    const [announced] = await list('RSA');
    await remove(announced?.kid);
    expect(await list('RSA')).toEqual(before);
    expect(before[0]).toMatchObject({ state: 'active', replaced_at: null, retires_at: null });
  });

  it('refuses the key that signs, with and without a successor, and one that is not there', async () => {
    const [active] = await list('RSA');
    expect((await problemOf(remove(active?.kid))).slug).toBe('signing-key-in-use');
    await rotate({ ktys: ['RSA'] });
    expect((await problemOf(remove(active?.kid))).slug).toBe('signing-key-in-use');
    expect((await problemOf(remove('nobody'))).slug).toBe('signing-key-not-found');
    expect(await states('RSA')).toEqual(['announced', 'active']);
  });
});

describe('Ed25519', () => {
  const modernApi = { resource: 'https://modern.example.com', name: 'Modern', access_token_signing_alg: 'Ed25519' } as const;
  const client = (alg: 'EdDSA' | 'Ed25519') =>
    api(clients.create, {
      body: { name: 'Modern', app_type: 'traditional_web', party: 'first_party', id_token_signed_response_alg: alg },
    });

  it('is offered when its key is active, and not before (RFC 8037 §3.1, RFC 8414 §2)', async () => {
    expect(await advertised()).not.toContain('EdDSA');
    await rotate({ ktys: ['OKP'] });
    expect(await states('OKP')).toEqual(['announced']);
    expect(await advertised()).not.toContain('EdDSA');
    const refused = await problemOf(client('EdDSA'));
    expect(refused.errors).toEqual([{ pointer: '#/id_token_signed_response_alg', detail: expect.stringContaining('no Ed25519 key') }]);
    expect((await problemOf(api(resourceServers.create, { body: modernApi }))).errors?.[0]?.pointer).toBe('#/access_token_signing_alg');

    await rotate({ ktys: ['OKP'], announce_seconds: 0 });
    expect(await states('OKP')).toEqual(['active']);
    expect(await advertised()).toEqual(expect.arrayContaining(['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']));
    await api(resourceServers.create, { body: modernApi });
    expect((await client('Ed25519')).client.id_token_signed_response_alg).toBe('Ed25519');
  });

  it('stays as long as something is set up for it, and goes then', async () => {
    const [key] = await list('OKP');
    const refused = await problemOf(remove(key?.kid));
    expect([refused.slug, refused.detail]).toEqual(['signing-key-in-use', expect.stringContaining('1 clients and 1 resource servers')]);
    expect(await states('OKP')).toEqual(['active']);
    await api(resourceServers.delete, { params: { resource: modernApi.resource } });
    for (const { client_id } of (await api(clients.list, { query: { q: 'Modern' } })).items)
      await api(clients.update, { params: { client_id }, body: { id_token_signed_response_alg: 'RS256' } });
    await remove(key?.kid);
    expect(await states('OKP')).toEqual([]);
    expect(await advertised()).not.toContain('EdDSA');
  });
});
