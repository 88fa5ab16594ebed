import { contract, type ApiClient, type UpdateRegistrationPolicy } from '@consentry/contract';
import { base64url, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { exchange, type Exchange } from '../support/http-exchange.ts';
import { managementApi } from '../support/management.ts';
import { authorizationUrl, obtainTokens, pkcePair, postForm, type FlowParty } from '../support/oauth-exchange.ts';
import { ALICE, ORDERS_API } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const CALLBACK = 'https://agent.example/callback';
const ISSUER = 'https://federation.example';
const product = useProduct();
let api: ApiClient;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;

beforeAll(async () => {
  api = await managementApi(product().issuer);
  keys = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kty: 'EC' as const };
  await policy({
    dynamic_registration: 'open',
    registrations_per_hour: 1000,
    software_statement_issuers: [{ issuer: ISSUER, jwks: { keys: [jwk] } }],
  });
});

const policy = (body: UpdateRegistrationPolicy) => api(contract.registrationPolicy.update, { body });

interface Sent {
  body: string | object;
  headers?: Record<string, string>;
  method?: string;
  url?: string;
}

/** Each from an address of its own, so that limits do not join tests. */
function register({ body, headers = {}, method = 'POST', url = `${product().issuer}/oauth2/register` }: Sent): Promise<Exchange> {
  return exchange(url, {
    method,
    headers: { 'content-type': 'application/json', 'x-forwarded-for': new BrowserLike().address, ...headers },
    ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

const statement = (claims: Record<string, unknown>, { issuer = ISSUER, key = keys.privateKey, expires = '1h' } = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).setIssuer(issuer).setExpirationTime(expires).sign(key);

async function expectRefused(answer: Exchange, { status = 400, error }: { status?: number; error: string }): Promise<void> {
  expect([answer.status, answer.json()['error']]).toEqual([status, error]);
  const description = String(answer.json()['error_description']);
  // RFC 6749 §5.2: nothing that could break out of a header or a log line.
  expect(description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]{10,}$/);
  const { items } = await api(contract.registrationRefusals.list, { query: { limit: 1 } });
  expect(items[0]).toMatchObject({ kind: 'dynamic', reason: error });
}

describe('metadata that would send codes or people somewhere else are refused, and the operator reads why (RFC 7591 §5)', () => {
  const cases: [string, object | string, string][] = [
    ['a javascript: redirect', { redirect_uris: ['javascript:alert(1)'] }, 'invalid_redirect_uri'],
    ['a data: redirect', { redirect_uris: ['data:text/html,x'] }, 'invalid_redirect_uri'],
    ['a wildcard', { redirect_uris: ['https://*.example.com/cb'] }, 'invalid_redirect_uri'],
    ['a fragment', { redirect_uris: [`${CALLBACK}#@evil.example`] }, 'invalid_redirect_uri'],
    ['a user name that looks like a host', { redirect_uris: ['https://agent.example@evil.example/'] }, 'invalid_redirect_uri'],
    ['a backslash', { redirect_uris: ['https://agent.example\\@evil.example/'] }, 'invalid_redirect_uri'],
    ['plain http', { redirect_uris: ['http://agent.example/cb'] }, 'invalid_redirect_uri'],
    ['http on an address of the network', { redirect_uris: ['http://10.0.0.1/cb'] }, 'invalid_redirect_uri'],
    ['a scheme of everybody', { application_type: 'native', redirect_uris: ['myapp:/cb'] }, 'invalid_redirect_uri'],
    ['one bad entry among good ones', { redirect_uris: [CALLBACK, 'ftp://agent.example/'] }, 'invalid_redirect_uri'],
    ['a javascript: home page', { redirect_uris: [CALLBACK], client_uri: 'javascript:alert(1)' }, 'invalid_client_metadata'],
    ['a javascript: logo', { redirect_uris: [CALLBACK], logo_uri: 'javascript:alert(1)' }, 'invalid_client_metadata'],
    ['terms by data:', { redirect_uris: [CALLBACK], tos_uri: 'data:text/html,<script>alert(1)</script>' }, 'invalid_client_metadata'],
    ['a policy with a user name', { redirect_uris: [CALLBACK], policy_uri: 'https://consentry@evil.example/' }, 'invalid_client_metadata'],
    ['a name with control characters', { redirect_uris: [CALLBACK], client_name: 'A\u0000\r\nX-Injected: 1' }, 'invalid_client_metadata'],
    ['a name of half a character', `{"redirect_uris":["${CALLBACK}"],"client_name":"A\\ud800"}`, 'invalid_client_metadata'],
    ['a name of the wrong type', { redirect_uris: [CALLBACK], client_name: { toString: 'x' } }, 'invalid_client_metadata'],
    [
      'keys that are private',
      { redirect_uris: [CALLBACK], token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [{ kty: 'EC', d: 'x' }] } },
      'invalid_client_metadata',
    ],
    [
      'two places for keys',
      { redirect_uris: [CALLBACK], jwks: { keys: [{ kty: 'EC' }] }, jwks_uri: 'https://agent.example/jwks' },
      'invalid_client_metadata',
    ],
    [
      'a hundred redirect URIs and one',
      { redirect_uris: Array.from({ length: 101 }, (_, index) => `${CALLBACK}/${index}`) },
      'invalid_redirect_uri',
    ],
    ['client credentials', { redirect_uris: [CALLBACK], grant_types: ['client_credentials'] }, 'invalid_client_metadata'],
    ['the implicit flow', { redirect_uris: [CALLBACK], response_types: ['token'] }, 'invalid_client_metadata'],
    ['an array', [], 'invalid_client_metadata'],
    ['half a document', '{"redirect_uris":', 'invalid_client_metadata'],
  ];
  test.each(cases)('%s', async (_name, body, error) => {
    await expectRefused(await register({ body }), { error });
  });

  test('a form, and a body beyond all measure', async () => {
    await expectRefused(await register({ body: 'redirect_uris=x', headers: { 'content-type': 'text/plain' } }), {
      error: 'invalid_request',
    });
    await expectRefused(await register({ body: `{"x":"${'x'.repeat(40_000)}"}` }), { error: 'invalid_request' });
    expect((await register({ body: `{"x":"${'x'.repeat(200_000)}"}` })).status).toBe(413);
  });
});

describe('software statements count when they are signed by whom the operator trusts (RFC 7591 §2.3)', () => {
  const unsigned = (): string =>
    `${base64url.encode('{"alg":"none"}')}.${base64url.encode(JSON.stringify({ iss: ISSUER, redirect_uris: [CALLBACK] }))}.`;
  const shared = async (): Promise<string> => {
    const { x = '' } = await exportJWK(keys.publicKey);
    const claims = new SignJWT({ redirect_uris: [CALLBACK] }).setProtectedHeader({ alg: 'HS256' }).setIssuer(ISSUER);
    return claims.sign(Buffer.from(x, 'base64url'));
  };
  const cases: [string, () => unknown, string][] = [
    ['without a signature', unsigned, 'invalid_software_statement'],
    ['signed with the public key as a secret', shared, 'invalid_software_statement'],
    ['of another issuer', () => statement({}, { issuer: 'https://evil.example' }), 'unapproved_software_statement'],
    ['of nobody', () => new SignJWT({}).setProtectedHeader({ alg: 'ES256' }).sign(keys.privateKey), 'unapproved_software_statement'],
    ['by another key', async () => statement({}, { key: (await generateKeyPair('ES256')).privateKey }), 'invalid_software_statement'],
    ['that has expired', () => statement({}, { expires: '-1h' }), 'invalid_software_statement'],
    [
      'that was changed',
      async () => (await statement({ client_name: 'A' })).replace(/\.[^.]+\./, `.${base64url.encode(JSON.stringify({ iss: ISSUER }))}.`),
      'invalid_software_statement',
    ],
    ['that is no text', () => ({ iss: ISSUER }), 'invalid_software_statement'],
  ];
  test.each(cases)('%s', async (_name, make, error) => {
    await expectRefused(await register({ body: { redirect_uris: [CALLBACK], software_statement: await make() } }), { error });
  });

  test('a good one is believed where the request says otherwise, and gives no rights either', async () => {
    const software_statement = await statement({ redirect_uris: [CALLBACK], client_name: 'Approved', party: 'first_party' });
    const answer = await register({ body: { client_name: 'Your Bank', redirect_uris: ['https://evil.example/'], software_statement } });
    expect(answer.json()).toMatchObject({ client_name: 'Approved', redirect_uris: [CALLBACK] });
    const client = await api(contract.clients.get, { params: { client_id: String(answer.json()['client_id']) } });
    expect(client).toMatchObject({ party: 'third_party', quarantined: false, management_scopes: [] });
  });
});

test('nobody gives itself rights: our own members are ignored, in a registration and in a change (mass assignment)', async () => {
  const rights = {
    client_id: 'partner-web',
    client_secret: 'chosen by the attacker 0123456789abcdef',
    party: 'first_party',
    app_type: 'machine_to_machine',
    publisher_name: 'Consentry',
    publisher_verified: true,
    quarantined: false,
    origin: 'operator',
    disabled_at: null,
    pkce: 'optional',
    management_scopes: ['users:write'],
    resource_scopes: { [`${product().issuer}/api/v1`]: ['users:write'], [ORDERS_API]: ['orders:write'] },
    scopes: ['openid', 'groups', 'offline_access'],
    scope: 'openid groups offline_access orders:write users:write',
    cors_origins: ['https://evil.example'],
    registration_access_token: 'mine',
    __proto__: { quarantined: false },
  };
  const answer = (await register({ body: { redirect_uris: [CALLBACK], ...rights } })).json();
  const client_id = String(answer['client_id']);
  expect(answer['client_secret']).not.toBe(rights.client_secret);
  const { client_id: _id, client_secret: _secret, registration_access_token: _token, ...change } = rights;
  const changed = await register({
    method: 'PUT',
    url: String(answer['registration_client_uri']),
    headers: { authorization: `Bearer ${String(answer['registration_access_token'])}` },
    body: { redirect_uris: [CALLBACK], ...change, client_id },
  });
  expect(changed.status).toBe(200);
  expect(await api(contract.clients.get, { params: { client_id } })).toMatchObject({
    party: 'third_party',
    app_type: 'traditional_web',
    origin: 'dynamic',
    quarantined: true,
    publisher_name: '',
    publisher_verified: false,
    pkce: 'required_unless_nonce',
    management_scopes: [],
    resource_scopes: {},
    scopes: ['openid', 'profile', 'email'],
    cors_origins: [],
  });
});

test('a registration is its own client’s business: no token, another’s, and the token of an operator’s client open nothing (RFC 7592 §2)', async () => {
  const [mine, other] = [await register({ body: { redirect_uris: [CALLBACK] } }), await register({ body: { redirect_uris: [CALLBACK] } })];
  const uri = String(mine.json()['registration_client_uri']);
  const tokens = [undefined, 'x', String(other.json()['registration_access_token']), String(mine.json()['client_secret'])];
  for (const token of tokens) {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const answer = await register({
        method,
        url: uri,
        headers,
        body: { client_id: mine.json()['client_id'], redirect_uris: [CALLBACK] },
      });
      expect([answer.status, answer.headers['www-authenticate']?.startsWith('Bearer realm=')]).toEqual([401, true]);
    }
  }
  const operators = `${product().issuer}/oauth2/register/partner-web`;
  const token = String(mine.json()['registration_access_token']);
  expect((await register({ method: 'GET', url: operators, headers: { authorization: `Bearer ${token}` }, body: '' })).status).toBe(401);
  expect((await register({ method: 'GET', url: uri, headers: { authorization: `Bearer ${token}` }, body: '' })).status).toBe(200);
});

test('one address cannot fill the catalogue', async () => {
  await policy({ registrations_per_hour: 3 });
  const headers = { 'x-forwarded-for': '203.0.113.77' };
  const answers = await Promise.all(Array.from({ length: 12 }, () => register({ body: { redirect_uris: [CALLBACK] }, headers })));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  const limited = answers.filter(({ status }) => status === 429);
  expect(limited).toHaveLength(9);
  expect(Number(limited[0]?.headers['retry-after'])).toBeGreaterThan(0);
  await policy({ registrations_per_hour: 1000 });
});

test('control: a client registers, warns at consent, signs Alice in, is asked again each time, and is refused once it has deleted itself', async () => {
  const metadata = {
    client_name: 'Honest Agent',
    redirect_uris: ['http://localhost:3118/callback'],
    token_endpoint_auth_method: 'none',
    unknown: 1,
  };
  const registered = (await register({ body: metadata })).json();
  const client_id = String(registered['client_id']);
  const party: FlowParty = {
    issuer: product().issuer,
    auth: { method: 'none', client_id },
    redirect_uri: 'http://localhost:50123/callback',
    answers: ALICE,
  };
  const browser = new BrowserLike();
  const tokens = await obtainTokens(party, {}, browser);
  expect(tokens.id_token).not.toBe('');
  const request = {
    client_id,
    redirect_uri: party.redirect_uri,
    response_type: 'code',
    scope: 'openid',
    code_challenge: pkcePair().code_challenge,
    code_challenge_method: 'S256',
  };
  const page = await browser.open(authorizationUrl(product().issuer, request));
  expect(page.text).toContain('registered itself');
  const silent = await browser.open(authorizationUrl(product().issuer, { ...request, prompt: 'none' }));
  expect(silent.url).toMatch(/error=(consent|interaction)_required/);

  const headers = { authorization: `Bearer ${String(registered['registration_access_token'])}` };
  expect((await register({ method: 'DELETE', url: String(registered['registration_client_uri']), headers, body: '' })).status).toBe(204);
  const after = await postForm(`${product().issuer}/oauth2/token`, { grant_type: 'refresh_token', refresh_token: 'x' }, party.auth);
  expect(after.json()['error']).toBe('invalid_client');
});
