import { contract, type ApiClient, type UpdateRegistrationPolicy } from '@consentry/contract';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removeIdleClients } from '../clients/remove-idle-clients.ts';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const { clients, initialAccessTokens, registrationPolicy, registrationRefusals, resourceServers } = contract;
const CALLBACK = 'https://agent.example/callback';
const RESOURCE = 'https://api.example.com';
let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
  await api(resourceServers.create, { body: { resource: RESOURCE, name: 'Orders', scopes: [{ name: 'orders:read', description: '' }] } });
});
afterAll(() => app.stop());
beforeEach(() => policy({ dynamic_registration: 'open', registrations_per_hour: 1000, idle_days: 30, software_statement_issuers: [] }));

const policy = (body: UpdateRegistrationPolicy) => api(registrationPolicy.update, { body });

interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

async function send(method: string, url: string, options: { body?: unknown; token?: string } = {}): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

const register = (metadata: object, token?: string) =>
  send('POST', `${app.url}/oauth2/register`, { body: metadata, ...(token === undefined ? {} : { token }) });

const stored = (body: Record<string, unknown>) => api(clients.get, { params: { client_id: String(body['client_id']) } });

it.each([
  ['policy', registrationPolicy],
  ['initial access tokens', initialAccessTokens],
  ['refusals', registrationRefusals],
])('%s need a token with the scope of the route', (_name, routes) => expectGuarded(app, routes));

describe('by default', () => {
  it('nobody registers, and discovery names no way to (RFC 8414 §2)', async () => {
    await policy({ dynamic_registration: 'off', metadata_documents: 'off' });
    const answer = await register({ redirect_uris: [CALLBACK] });
    expect(answer).toMatchObject({ status: 403, body: { error: 'access_denied' } });
    const discovery = await send('GET', `${app.url}/.well-known/openid-configuration`);
    expect(discovery.body).not.toHaveProperty('registration_endpoint');
    expect(discovery.body).not.toHaveProperty('client_id_metadata_document_supported');
    await policy({ dynamic_registration: 'open' });
    for (const name of ['openid-configuration', 'oauth-authorization-server']) {
      const { body } = await send('GET', `${app.url}/.well-known/${name}`);
      expect(body['registration_endpoint']).toBe(`${app.url}/oauth2/register`);
    }
  });
});

describe('open registration', () => {
  it('makes a third-party client in quarantine, inside the ceiling of the policy (RFC 7591 §3.2.1)', async () => {
    await policy({ resource_scopes: { [RESOURCE]: ['orders:read'] } });
    const { status, headers, body } = await register({
      client_name: 'Agent',
      redirect_uris: [CALLBACK],
      scope: 'openid orders:read admin',
    });
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      client_name: 'Agent',
      redirect_uris: [CALLBACK],
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      client_secret_expires_at: 0,
      scope: 'openid profile email orders:read',
    });
    expect(body['client_secret']).toMatch(/^[A-Za-z0-9._~-]{43,}$/);
    expect(await stored(body)).toMatchObject({
      app_type: 'traditional_web',
      party: 'third_party',
      origin: 'dynamic',
      quarantined: true,
      resource_scopes: { [RESOURCE]: ['orders:read'] },
      management_scopes: [],
      last_used_at: null,
    });
    const event = await latestAuditEvent(api, 'client.created', { client_id: String(body['client_id']) });
    expect(event).toMatchObject({ actor_type: 'client', details: { origin: 'dynamic', quarantined: true } });
    const own = await api(clients.list, { query: { origin: 'dynamic' } });
    expect(own.items.map(({ client_id }) => client_id)).toContain(body['client_id']);
  });

  it.each([
    ['a browser app', { token_endpoint_auth_method: 'none', redirect_uris: [CALLBACK] }, 'single_page'],
    ['an agent on loopback', { token_endpoint_auth_method: 'none', redirect_uris: ['http://localhost:3118/callback'] }, 'native'],
    [
      'a page under development',
      { token_endpoint_auth_method: 'none', application_type: 'web', redirect_uris: ['http://localhost:5173/'] },
      'single_page',
    ],
    ['an app with its own scheme', { token_endpoint_auth_method: 'none', redirect_uris: ['com.example.app:/cb'] }, 'native'],
    ['a native app with a secret', { application_type: 'native', redirect_uris: ['http://127.0.0.1/cb'] }, 'native'],
    ['a web app on localhost', { application_type: 'web', redirect_uris: ['http://localhost:8080/cb'] }, 'traditional_web'],
  ])('%s becomes what it is (OIDC Registration §2, RFC 8252 §7.3)', async (_name, metadata, appType) => {
    const { status, body } = await register(metadata);
    expect({ status, body }).toMatchObject({ status: 201 });
    const client = await stored(body);
    expect(client.app_type).toBe(appType);
    expect(body['client_secret'] === undefined).toBe(client.token_endpoint_auth_method === 'none');
  });

  it.each([
    { what: 'no redirect URI', sent: {}, error: 'invalid_redirect_uri', words: 'redirect_uris is missing' },
    { what: 'a fragment', sent: { redirect_uris: [`${CALLBACK}#x`] }, error: 'invalid_redirect_uri', words: 'redirect_uris/0' },
    { what: 'a script', sent: { redirect_uris: ['javascript:alert(1)'] }, error: 'invalid_redirect_uri', words: 'https' },
    {
      what: 'a script as link',
      sent: { redirect_uris: [CALLBACK], tos_uri: 'javascript:alert(1)' },
      error: 'invalid_client_metadata',
      words: 'tos_uri must',
    },
    {
      what: 'an unknown authentication',
      sent: { redirect_uris: [CALLBACK], token_endpoint_auth_method: 'magic' },
      error: 'invalid_client_metadata',
      words: 'magic',
    },
    {
      what: 'only client credentials',
      sent: { redirect_uris: [CALLBACK], grant_types: ['client_credentials'] },
      error: 'invalid_client_metadata',
      words: 'authorization_code',
    },
    {
      what: 'another response type',
      sent: { redirect_uris: [CALLBACK], response_types: ['token'] },
      error: 'invalid_client_metadata',
      words: 'token',
    },
    {
      what: 'redirect URIs of the wrong type',
      sent: { redirect_uris: CALLBACK },
      error: 'invalid_redirect_uri',
      words: 'must be an array',
    },
  ])('$what is refused in a sentence, and noted for the operator (RFC 7591 §3.2.2)', async ({ sent, error, words }) => {
    const answer = await register(sent);
    expect(answer).toMatchObject({ status: 400, body: { error, error_description: expect.stringContaining(words) } });
    const { items } = await api(registrationRefusals.list, { query: {} });
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'dynamic', reason: error, detail: expect.stringContaining(words), ip: '127.0.0.1' }),
    );
  });

  it('takes so many of one address in an hour; what is refused does not count', async () => {
    await policy({ registrations_per_hour: 2 });
    await register({ redirect_uris: ['ftp://x'] });
    const statuses = [];
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await register({ redirect_uris: [CALLBACK] })).status);
    expect(statuses).toEqual([201, 201, 429]);
  });

  it('is removed when idle for the days of the policy, unless it is used', async () => {
    const [idle, used] = [await register({ redirect_uris: [CALLBACK] }), await register({ redirect_uris: [CALLBACK] })];
    await api(clients.takeOver, { params: { client_id: String(used.body['client_id']) } });
    expect(await removeIdleClients(app.context, 30)).toBe(0);
    const later = new Date(app.clock.now().getTime() + 31 * 24 * 3600 * 1000);
    expect(await removeIdleClients({ ...app.context, clock: { now: () => later } }, 30)).toBeGreaterThan(0);
    expect(await problemOf(stored(idle.body))).toMatchObject({ slug: 'client-not-found' });
    expect(await stored(used.body)).toMatchObject({ origin: 'operator', quarantined: false });
  });
});

describe('registration for holders of a token', () => {
  it('takes nobody without one, and as many as the token is for; those are vouched for (RFC 7591 §3)', async () => {
    await policy({ dynamic_registration: 'initial_access_token' });
    const without = await register({ redirect_uris: [CALLBACK] });
    expect(without).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
    expect(without.headers.get('www-authenticate')).toBe(`Bearer realm="${app.url}"`);

    const { token, initial_access_token } = await api(initialAccessTokens.create, { body: { name: 'Partner portal', max_uses: 1 } });
    expect((await register({ redirect_uris: ['ftp://x'] }, token)).status).toBe(400);
    const first = await register({ redirect_uris: [CALLBACK] }, token);
    expect(first.status).toBe(201);
    expect(await stored(first.body)).toMatchObject({ origin: 'dynamic', quarantined: false });
    expect(await register({ redirect_uris: [CALLBACK] }, token)).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
    const [listed] = (await api(initialAccessTokens.list, { query: {} })).items;
    expect(listed).toMatchObject({ ...initial_access_token, uses: 1, last_used_at: expect.any(String) });
    expect(JSON.stringify(listed)).not.toContain(token);
  });

  it('takes no token that expired or was revoked', async () => {
    const expiring = await api(initialAccessTokens.create, {
      body: { name: 'Short', expires_at: new Date(app.clock.now().getTime() + 60_000).toISOString() },
    });
    app.clock.advance(61);
    const revoked = await api(initialAccessTokens.create, { body: { name: 'Gone' } });
    const params = { initial_access_token_id: revoked.initial_access_token.initial_access_token_id };
    await api(initialAccessTokens.revoke, { params });
    for (const { token } of [expiring, revoked]) expect((await register({ redirect_uris: [CALLBACK] }, token)).status).toBe(401);
    expect(await latestAuditEvent(api, 'initial_access_token.revoked')).toMatchObject({ details: { name: 'Gone' } });
    const unknown = api(initialAccessTokens.revoke, { params: { initial_access_token_id: 'nothing' } });
    expect(await problemOf(unknown)).toMatchObject({ slug: 'initial-access-token-not-found' });
  });
});

describe('a software statement (RFC 7591 §2.3)', () => {
  it('of a configured issuer vouches for the client, and goes before what stands beside it', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const issuer = 'https://federation.example';
    await policy({ software_statement_issuers: [{ issuer, jwks: { keys: [(await exportJWK(publicKey)) as { kty: 'EC' }] } }] });
    const statement = await new SignJWT({ client_name: 'Approved', redirect_uris: [CALLBACK] })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(issuer)
      .sign(privateKey);
    const { status, body } = await register({
      client_name: 'Bank',
      redirect_uris: ['https://evil.example/'],
      software_statement: statement,
    });
    expect({ status, body }).toMatchObject({ status: 201, body: { client_name: 'Approved', redirect_uris: [CALLBACK] } });
    expect(await stored(body)).toMatchObject({ quarantined: false });
  });
});

describe('a registered client looks after itself (RFC 7592)', () => {
  const own = async (metadata: object = {}) => {
    const { body } = await register({ client_name: 'Mine', redirect_uris: [CALLBACK], ...metadata });
    return { body, uri: String(body['registration_client_uri']), token: String(body['registration_access_token']) };
  };

  it('says what it wants of every sign-in, and reads it back (OIDC Registration §2)', async () => {
    const wishes = { default_max_age: 600, require_auth_time: true, initiate_login_uri: 'https://agent.example/login' };
    const { body, uri, token } = await own(wishes);
    expect(body).toMatchObject(wishes);
    expect((await send('GET', uri, { token })).body).toMatchObject(wishes);
    for (const wrong of [{ default_max_age: -1 }, { require_auth_time: 'yes' }, { initiate_login_uri: 'http://agent.example/login' }])
      expect((await register({ redirect_uris: [CALLBACK], ...wrong })).body['error']).toBe('invalid_client_metadata');
  });

  it('says how it is answered and what binds its tokens, reads it back, and gives it up by leaving it out (OIDC Registration §2, RFC 7592 §2.2)', async () => {
    const wishes = {
      userinfo_signed_response_alg: 'ES256',
      introspection_signed_response_alg: 'PS256',
      require_pushed_authorization_requests: true,
      dpop_bound_access_tokens: true,
    };
    const { body, uri, token } = await own(wishes);
    expect(body).toMatchObject(wishes);
    expect(await stored(body)).toMatchObject(wishes);
    const plain = await send('PUT', uri, { token, body: { client_id: body['client_id'], redirect_uris: [CALLBACK] } });
    expect(plain.body).toMatchObject({ require_pushed_authorization_requests: false, introspection_signed_response_alg: 'RS256' });
    expect(plain.body).not.toHaveProperty('userinfo_signed_response_alg');
    for (const wrong of [
      { userinfo_signed_response_alg: 'none' },
      { dpop_bound_access_tokens: 'yes' },
      { id_token_encrypted_response_enc: 'A256GCM' },
    ])
      expect((await register({ redirect_uris: [CALLBACK], ...wrong })).body['error']).toBe('invalid_client_metadata');
  });

  it('reads, replaces and deletes its registration', async () => {
    const { body, uri, token } = await own();
    const read = await send('GET', uri, { token });
    expect(read).toMatchObject({
      status: 200,
      body: { client_id: body['client_id'], client_name: 'Mine', registration_access_token: token },
    });
    expect(read.body).not.toHaveProperty('client_secret');

    const replaced = await send('PUT', uri, {
      token,
      body: { client_id: body['client_id'], redirect_uris: ['https://agent.example/new'] },
    });
    expect(replaced).toMatchObject({
      status: 200,
      body: { redirect_uris: ['https://agent.example/new'], client_name: 'Unnamed application' },
    });
    const wrong = await send('PUT', uri, { token, body: { client_id: body['client_id'], redirect_uris: ['http://agent.example/new'] } });
    expect(wrong).toMatchObject({ status: 400, body: { error: 'invalid_redirect_uri' } });

    expect((await send('DELETE', uri, { token })).status).toBe(204);
    expect((await send('GET', uri, { token })).status).toBe(401);
    expect(await problemOf(stored(body))).toMatchObject({ slug: 'client-not-found' });
  });

  it.each([
    ['the token of another', async () => (await own()).token],
    ['no token', async () => undefined],
  ])('but not with %s', async (_name, tokenOf) => {
    const { uri, token } = await own();
    const other = await tokenOf();
    for (const method of ['GET', 'DELETE']) expect((await send(method, uri, other === undefined ? {} : { token: other })).status).toBe(401);
    expect((await send('GET', uri, { token })).status).toBe(200);
  });

  it('changes neither its kind, nor its id, nor what only the server says', async () => {
    const { body, uri, token } = await own();
    const same = { client_id: body['client_id'], redirect_uris: [CALLBACK] };
    for (const change of [
      { client_id: 'other' },
      { token_endpoint_auth_method: 'none' },
      { client_secret: 'x' },
      { client_id_issued_at: 1 },
    ])
      expect((await send('PUT', uri, { token, body: { ...same, ...change } })).status).toBe(400);
    expect((await send('PUT', uri, { token, body: { ...same, client_secret: body['client_secret'] } })).status).toBe(200);
  });

  it('no more once the operator has taken it over', async () => {
    const { body, uri, token } = await own();
    const taken = await api(clients.takeOver, { params: { client_id: String(body['client_id']) } });
    expect(taken).toMatchObject({ origin: 'operator', quarantined: false });
    expect((await send('GET', uri, { token })).status).toBe(401);
    expect(await latestAuditEvent(api, 'client.taken_over')).toMatchObject({ details: { origin: 'dynamic' } });
  });
});
