import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { contract, type UpdateRegistrationPolicy } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDocumentHost, type DocumentHost } from '../../apps/server/src/testing/document-host.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { documentEnvironment } from '../support/document-environment.ts';
import { exchange } from '../support/http-exchange.ts';
import { managementApi } from '../support/management.ts';
import { authorizationUrl, obtainTokens, pkcePair, postForm, type FlowParty } from '../support/oauth-exchange.ts';
import { startProduct, type Product } from '../support/product.ts';
import { ALICE, standardFixture } from '../support/standard-fixture.ts';

const CALLBACK = 'http://127.0.0.1:43117/callback';
const HONEST = { client_name: 'Honest Agent', redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'] };
const NAMES = fileURLToPath(new URL('../support/fake-names.cjs', import.meta.url));

let documents: DocumentHost;
let product: Product;

beforeAll(async () => {
  documents = await startDocumentHost();
  const env = { ...documentEnvironment(documents), NODE_OPTIONS: `--require ${NAMES}` };
  product = await startProduct({ fixture: standardFixture(), env });
  await policy({ metadata_documents: 'open', registrations_per_hour: 10_000 });
});
afterAll(async () => {
  await product?.stop();
  await documents?.stop();
});

const policy = async (body: UpdateRegistrationPolicy) =>
  (await managementApi(product.issuer))(contract.registrationPolicy.update, { body });

/** An authorization request as it would come from another browser each time. */
async function authorize(clientId: string, redirectUri = CALLBACK) {
  const { code_challenge } = pkcePair();
  const request = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    code_challenge,
    code_challenge_method: 'S256',
  };
  const headers = { accept: 'text/html', 'x-forwarded-for': new BrowserLike().address };
  return exchange(authorizationUrl(product.issuer, request), { headers });
}

async function reasonFor(clientId: string): Promise<string | undefined> {
  const api = await managementApi(product.issuer);
  const { items } = await api(contract.registrationRefusals.list, { query: { limit: 200 } });
  return items.find((item) => item.client_id === clientId.slice(0, 512))?.reason;
}

/** Refused, with a reason that the operator can read; asked again at once, it is not fetched again. */
async function expectRefused(clientId: string, reason: string): Promise<void> {
  for (const _attempt of ['first', 'again']) expect((await authorize(clientId)).status).toBe(400);
  expect(await reasonFor(clientId)).toBe(reason);
  const known = await (await managementApi(product.issuer))(contract.clients.list, { query: { origin: 'metadata_document' } });
  expect(known.items.map(({ client_id }) => client_id)).not.toContain(clientId);
}

describe('an address that is not public is not asked, however it is written (RFC 9700 §4.17)', () => {
  test.each([
    'https://127.0.0.1/client.json',
    'https://127.1/client.json',
    'https://2130706433/client.json',
    'https://0x7f000001/client.json',
    'https://0177.0.0.1/client.json',
    'https://0.0.0.0/client.json',
    'https://10.0.0.1/client.json',
    'https://192.168.1.1:8443/client.json',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/client.json',
    'https://[::ffff:127.0.0.1]/client.json',
    'https://[fd00::1]/client.json',
    'https://[64:ff9b::7f00:1]/client.json',
    'https://localhost/client.json',
    'https://intranet/client.json',
    'https://app.localhost/client.json',
  ])('%s', (clientId) => expectRefused(clientId, 'client_id_invalid'));

  test.each(['loopback', 'mapped', 'private', 'metadata', 'carrier', 'local6', 'nat64', 'mixed'])(
    'nor behind a name: %s.names.example',
    (name) => expectRefused(`https://${name}.names.example/client.json`, 'address_refused'),
  );
});

describe('a client id that two readers could take for two things is refused before anything is fetched', () => {
  const cases: [string, () => string][] = [
    ['plain http', () => documents.url('/ok').replace('https:', 'http:')],
    ['no path', () => documents.url('')],
    ['dot segments', () => documents.url('/a/../ok')],
    ['encoded dot segments', () => documents.url('/a/%2e%2E/ok')],
    ['a user name', () => documents.url('/ok').replace('//', '//partner.example@')],
    ['a backslash', () => documents.url('/\\partner.example')],
    ['an address in another notation', () => documents.url('/ok').replace('127.0.0.1', '127.1')],
    ['letters of another alphabet', () => 'https://\u0430pple.example/client.json'],
    ['capital letters', () => 'https://Partner.Example/client.json'],
    ['a dot after the host', () => 'https://partner.example./client.json'],
  ];
  test.each(cases)('%s', async (_name, clientId) => {
    documents.serve('/ok', HONEST);
    await expectRefused(clientId(), 'client_id_invalid');
    expect(documents.hits('/ok')).toBe(0);
  });
});

describe('a document that is not what it should be is fetched once and refused', () => {
  const respond = (status: number, headers: Record<string, string>, body: string | Buffer = '') => ({ status, headers, body });
  const json = { 'content-type': 'application/json' };
  const cases: { path: string; answer: ReturnType<typeof respond> | object; reason: string }[] = [
    { path: '/redirect', answer: respond(302, { location: '/ok' }), reason: 'redirect' },
    { path: '/redirect-away', answer: respond(307, { location: 'http://169.254.169.254/' }), reason: 'redirect' },
    { path: '/gone', answer: respond(410, json, '{}'), reason: 'status' },
    { path: '/broken', answer: respond(500, json, '{}'), reason: 'server_error' },
    { path: '/no-content', answer: respond(204, {}), reason: 'status' },
    { path: '/html', answer: respond(200, { 'content-type': 'text/html' }, '{}'), reason: 'media_type' },
    { path: '/script', answer: respond(200, { 'content-type': 'text/javascript' }, '{}'), reason: 'media_type' },
    { path: '/huge', answer: respond(200, json, `{"x":"${'x'.repeat(10 * 1024 * 1024)}"}`), reason: 'too_large' },
    { path: '/compressed', answer: respond(200, { ...json, 'content-encoding': 'gzip' }, gzipSync('{}'.padEnd(1e6))), reason: 'not_json' },
    { path: '/not-json', answer: respond(200, json, 'client_name=Agent'), reason: 'not_json' },
    { path: '/array', answer: respond(200, json, '[]'), reason: 'not_json' },
    { path: '/null', answer: respond(200, json, 'null'), reason: 'not_json' },
    { path: '/nobody', answer: { ...HONEST, client_id: undefined }, reason: 'client_id_mismatch' },
    { path: '/somebody-else', answer: { ...HONEST, client_id: 'https://partner.example/client.json' }, reason: 'client_id_mismatch' },
    { path: '/wrong-type', answer: { ...HONEST, client_id: ['x'] }, reason: 'client_id_mismatch' },
    { path: '/secret', answer: { ...HONEST, client_secret: 'known to all' }, reason: 'shared_secret' },
    { path: '/secret-method', answer: { ...HONEST, token_endpoint_auth_method: 'client_secret_post' }, reason: 'shared_secret' },
    { path: '/keyless', answer: { ...HONEST, token_endpoint_auth_method: 'private_key_jwt' }, reason: 'invalid_client_metadata' },
    { path: '/no-redirect', answer: { client_name: 'Agent' }, reason: 'invalid_redirect_uri' },
    { path: '/script-redirect', answer: { ...HONEST, redirect_uris: ['javascript:alert(1)'] }, reason: 'invalid_redirect_uri' },
    { path: '/http-redirect', answer: { ...HONEST, redirect_uris: ['http://partner.example/'] }, reason: 'invalid_redirect_uri' },
    { path: '/script-logo', answer: { ...HONEST, logo_uri: 'javascript:alert(1)' }, reason: 'invalid_client_metadata' },
    { path: '/data-terms', answer: { ...HONEST, tos_uri: 'data:text/html,<script>' }, reason: 'invalid_client_metadata' },
    { path: '/control-name', answer: { ...HONEST, client_name: 'Agent\u0000\r\nSet-Cookie: x' }, reason: 'invalid_client_metadata' },
  ];
  test.each(cases)('$path: $reason', async ({ path, answer, reason }) => {
    const fixed = 'status' in answer ? answer : null;
    const clientId = documents.serve(
      path,
      fixed === null ? answer : (_request, response) => response.writeHead(fixed.status, fixed.headers).end(fixed.body),
    );
    await expectRefused(clientId, reason);
    expect(documents.hits(path)).toBe(1);
  });

  test.each([
    ['/silent', 'nothing comes'],
    ['/dripping', 'one byte at a time'],
  ])('%s: timeout (%s)', async (path) => {
    const clientId = documents.serve(path, (_request, response) => {
      if (path === '/silent') return;
      response.writeHead(200, json);
      const drip = setInterval(() => response.write(' '), 200);
      response.once('close', () => clearInterval(drip));
    });
    await expectRefused(clientId, 'timeout');
    expect(documents.hits(path)).toBe(1);
  });
});

test('ten requests at once for one new document fetch it once', async () => {
  const clientId = documents.serve('/popular', HONEST);
  const answers = await Promise.all(Array.from({ length: 10 }, () => authorize(clientId)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 303));
  expect(documents.hits('/popular')).toBe(1);
});

test('no other endpoint makes the server fetch (draft-ietf-oauth-client-id-metadata-document §6.5)', async () => {
  const client_id = documents.serve('/elsewhere', HONEST);
  for (const path of ['token', 'introspect', 'revoke'])
    await postForm(`${product.issuer}/oauth2/${path}`, { grant_type: 'refresh_token', refresh_token: 'x', token: 'x', client_id });
  await exchange(`${product.issuer}/oauth2/logout?client_id=${encodeURIComponent(client_id)}`);
  expect(documents.hits('/elsewhere')).toBe(0);
});

test('a document gives itself no rights: it is a third party in quarantine inside the ceiling of the policy', async () => {
  const clientId = documents.serve('/presumptuous', {
    ...HONEST,
    party: 'first_party',
    publisher_verified: true,
    publisher_name: 'Consentry',
    quarantined: false,
    origin: 'operator',
    management_scopes: ['users:write'],
    resource_scopes: { [`${product.issuer}/api/v1`]: ['users:write'] },
    grant_types: ['authorization_code', 'client_credentials'],
    scope: 'openid address users:write',
  });
  expect((await authorize(clientId)).status).toBe(303);
  const client = await (await managementApi(product.issuer))(contract.clients.get, { params: { client_id: clientId } });
  expect(client).toMatchObject({
    party: 'third_party',
    origin: 'metadata_document',
    quarantined: true,
    publisher_verified: false,
    publisher_name: '',
    management_scopes: [],
    resource_scopes: {},
    scopes: ['openid', 'profile', 'email'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'none',
  });
});

describe('host lists', () => {
  test('where only listed hosts are allowed, another is not fetched; a blocked one is never', async () => {
    const allowed: UpdateRegistrationPolicy = { metadata_documents: 'allow_listed', allowed_hosts: ['partner.example'] };
    const clientId = documents.serve('/unlisted', HONEST);
    await policy(allowed);
    await expectRefused(clientId, 'host_not_allowed');
    await policy({ metadata_documents: 'open', blocked_hosts: ['*.evil.example', 'evil.example'] });
    for (const host of ['evil.example', 'deep.login.evil.example']) await expectRefused(`https://${host}/client.json`, 'host_blocked');
    expect(documents.hits('/unlisted')).toBe(0);
    await policy({ blocked_hosts: [], allowed_hosts: [] });
    expect((await authorize(clientId)).status).toBe(303);
  });
});

test('control: an honest document signs in, on any port of loopback, after consent that warns and names its host', async () => {
  const clientId = documents.serve('/control', HONEST);
  const party: FlowParty = {
    issuer: product.issuer,
    auth: { method: 'none', client_id: clientId },
    redirect_uri: CALLBACK,
    answers: ALICE,
  };
  const browser = new BrowserLike();
  const tokens = await obtainTokens(party, {}, browser);
  expect(tokens.id_token).not.toBe('');
  // Nobody vouches for it, so that consent is asked again in the same browser.
  await obtainTokens({ ...party, redirect_uri: 'http://localhost:9/callback' }, {}, browser);
  expect(browser.answered).toEqual(['sign-in', 'consent', 'consent']);
  const { code_challenge } = pkcePair();
  const request = {
    client_id: clientId,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid',
    code_challenge,
    code_challenge_method: 'S256',
  };
  const page = await browser.open(authorizationUrl(product.issuer, request));
  expect(page.text).toContain('registered itself');
  expect(page.text).toContain(documents.host);
  expect(documents.hits('/control')).toBe(1);
});
