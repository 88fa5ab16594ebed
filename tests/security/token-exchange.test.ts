import { contract, TOKEN_EXCHANGE_GRANT, type ApiClient, type CreateClient } from '@consentry/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { dpopKey } from '../support/dpop-proof.ts';
import { exchange } from '../support/http-exchange.ts';
import { makeParty } from '../support/make-party.ts';
import { makePerson, type Person } from '../support/make-person.ts';
import { managementApi } from '../support/management.ts';
import {
  clientCredentialsToken,
  introspect,
  jwtClaims,
  obtainTokens,
  postForm,
  refresh,
  type FlowParty,
} from '../support/oauth-exchange.ts';
import { ORDERS_API, REPORTS_API, publicParty } from '../support/standard-fixture.ts';
import {
  ACCESS_TOKEN_TYPE,
  exchangedToken,
  exchangeToken,
  makeService,
  tokenFor,
  type ExchangeRequest,
  type ExchangingService,
} from '../support/token-exchange.ts';
import { useProduct } from '../support/use-product.ts';

const ARCHIVE_API = 'https://archive.example.com';
const ALL_SCOPES = { [ORDERS_API]: ['orders:read', 'orders:write'], [REPORTS_API]: ['orders:read'], [ARCHIVE_API]: ['archive:read'] };
const ALL_APIS = { scope: 'openid orders:read orders:write archive:read', resource: [ORDERS_API, REPORTS_API, ARCHIVE_API] };

const product = useProduct();
let api: ApiClient;
/** The orders API itself, which calls the others. */
let orders: ExchangingService;
/** Whose user allowed everything. */
let app: FlowParty;
let person: Person;
/** For the orders API, with one of its two scopes. */
let token: string;

const service = (settings: Partial<CreateClient> = {}): Promise<ExchangingService> =>
  makeService(api, product().issuer, { resource_scopes: ALL_SCOPES, ...settings });

async function newApp(settings: Partial<CreateClient> = {}): Promise<FlowParty> {
  person = await makePerson(api);
  const own = { party: 'first_party' as const, resource_scopes: ALL_SCOPES, optional_scopes: [], optional_resource_scopes: {} };
  return makeParty(api, { issuer: product().issuer, person, settings: { ...own, ...settings } });
}

/** The answer to a request that differs from one that works in these parameters, and then the one that works. */
async function refusal(request: ExchangeRequest, from = orders): Promise<{ status: number; error: unknown }> {
  const answer = await exchangeToken(from, { subject_token: token, resource: REPORTS_API, ...request });
  const control = await exchangeToken(orders, { subject_token: token, resource: REPORTS_API });
  expect(control.status).toBe(200);
  return { status: answer.status, error: answer.json()['error'] };
}

const refused = (error: string) => ({ status: 400, error });

beforeAll(async () => {
  const { issuer } = product();
  api = await managementApi(issuer);
  await api(contract.resourceServers.create, {
    body: { resource: ARCHIVE_API, name: 'Archive', scopes: [{ name: 'archive:read', description: 'See old orders' }] },
  });
  orders = await service();
  app = await newApp();
  await tokenFor(app, ORDERS_API, ALL_APIS);
  token = await tokenFor(app, ORDERS_API);
});

describe('what an exchange gives (RFC 8693 §2.2.1, §4.1)', () => {
  test('a token for the other API that names the user, the service as who acts, and is no longer than its source', async () => {
    const answer = await exchangeToken(orders, { subject_token: token, resource: ARCHIVE_API });
    expect(answer.json()).toMatchObject({ issued_token_type: ACCESS_TOKEN_TYPE, token_type: 'Bearer', scope: 'archive:read' });
    const [before, after] = [jwtClaims(token), jwtClaims(String(answer.json()['access_token']))];
    const { client_id } = orders.auth;
    expect(after).toMatchObject({
      sub: before['sub'],
      aud: ARCHIVE_API,
      client_id,
      act: { sub: client_id, client_id },
      scope: 'archive:read',
    });
    expect(after['exp']).toBeLessThanOrEqual(Number(before['exp']));
    expect(answer.json()['refresh_token']).toBeUndefined();
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('an opaque one as well; introspection tells the same, to its client alone', async () => {
    const opaque = await exchangedToken(orders, { subject_token: token, resource: REPORTS_API });
    expect(opaque).not.toContain('.');
    const told = await introspect(orders, opaque);
    const { client_id } = orders.auth;
    expect(told).toMatchObject({ active: true, aud: REPORTS_API, client_id, scope: 'orders:read', act: { sub: client_id } });
    expect(told['sub']).toBe(jwtClaims(token)['sub']);
    const stranger = await makeParty(api, { issuer: product().issuer, person });
    expect(await introspect(stranger, opaque)).toEqual({ active: false });
  });

  test('an exchange is in the audit log: who, for whom, with whose token, for which API; and once for many', async () => {
    await exchangedToken(orders, { subject_token: token, resource: ARCHIVE_API });
    await exchangedToken(orders, { subject_token: token, resource: ARCHIVE_API });
    const { items } = await api(contract.auditEvents.list, { query: { client_id: orders.auth.client_id } });
    const told = items.filter(({ action, details }) => action === 'token.exchanged' && details['resource'] === ARCHIVE_API);
    expect(told).toMatchObject([
      { actor_id: orders.auth.client_id, details: { granted_to: app.auth.client_id, scopes: ['archive:read'] } },
    ]);
    expect(told[0]?.user_id).toBe(jwtClaims(token)['sub']);
  });
});

describe('it never gives more (RFC 8693 §5)', () => {
  test('than the source’s scopes at the API that it is for', async () => {
    expect(await refusal({ resource: ORDERS_API, scope: 'orders:write' })).toEqual(refused('invalid_scope'));
    const all = await exchangedToken(orders, { subject_token: token, resource: ORDERS_API });
    expect(jwtClaims(all)['scope']).toBe('orders:read');
  });

  test('than the user granted: another API, or a scope that nobody was asked for', async () => {
    const narrow = await newApp();
    const only = { subject_token: await tokenFor(narrow, ORDERS_API, { resource: [ORDERS_API] }) };
    expect(await refusal({ ...only, resource: ARCHIVE_API })).toEqual(refused('invalid_target'));
    expect(await refusal({ ...only, resource: REPORTS_API, scope: 'orders:read' })).toEqual(refused('invalid_scope'));
    expect(await refusal({ scope: 'nonsense' })).toEqual(refused('invalid_scope'));
    expect(await refusal({ scope: 'openid' })).toEqual(refused('invalid_scope'));
  });

  test('than the ceiling of the one that asks, nor than that of the app, as they are now', async () => {
    const low = await service({ resource_scopes: { [REPORTS_API]: ['orders:read'] } });
    expect(await refusal({ resource: ARCHIVE_API }, low)).toEqual(refused('invalid_target'));
    expect(await refusal({ resource: ARCHIVE_API, scope: 'archive:read' }, low)).toEqual(refused('invalid_scope'));
    const other = await newApp();
    const source = await tokenFor(other, ORDERS_API, ALL_APIS);
    const before = await exchangedToken(orders, { subject_token: source, resource: ARCHIVE_API });
    const { [ARCHIVE_API]: _archive, ...left } = ALL_SCOPES;
    await api(contract.clients.update, { params: { client_id: other.auth.client_id }, body: { resource_scopes: left } });
    expect(await refusal({ subject_token: source, resource: ARCHIVE_API })).toEqual(refused('invalid_target'));
    expect((await introspect(orders, before))['scope'] ?? '').toBe('');
  });

  test('by going away and coming back: what was left behind stays there', async () => {
    const archive = await service({ serves_resources: [ARCHIVE_API] });
    const away = await exchangedToken(orders, { subject_token: token, resource: ARCHIVE_API });
    const back = { subject_token: away, resource: ORDERS_API };
    expect(await refusal(back, archive)).toEqual(refused('invalid_target'));
    // Onwards it may go.
    expect((await exchangeToken(archive, { subject_token: away, resource: REPORTS_API })).status).toBe(200);
  });

  test('nothing at the management API, not even an operator’s token, and nothing at an API that is unknown', async () => {
    expect(await refusal({ resource: `${product().issuer}/api/v1` })).toEqual(refused('invalid_target'));
    expect(await refusal({ resource: `${REPORTS_API}/` })).toEqual(refused('invalid_target'));
    expect(await refusal({ resource: [REPORTS_API, ARCHIVE_API] })).toEqual(refused('invalid_target'));
    expect(await refusal({ audience: ARCHIVE_API })).toEqual(refused('invalid_target'));
    expect((await exchangeToken(orders, { subject_token: token, resource: REPORTS_API, audience: REPORTS_API })).status).toBe(200);
  });

  test('longer than the source lives', async () => {
    const slow = await service({ access_token_ttl_seconds: 86_400 });
    const answer = await exchangeToken(slow, { subject_token: token, resource: REPORTS_API });
    expect(Number(answer.json()['expires_in'])).toBeLessThanOrEqual(600);
  });

  test('identity: it opens no userinfo, and no management API', async () => {
    const exchanged = await exchangedToken(orders, { subject_token: token, resource: ARCHIVE_API });
    const statuses = ['/oauth2/userinfo', '/api/v1/caller'].map(async (path) => {
      const answer = await exchange(product().issuer + path, { headers: { authorization: `Bearer ${exchanged}` } });
      return answer.status;
    });
    expect(await Promise.all(statuses)).toEqual([403, 401]);
  });
});

describe('only who may (RFC 8693 §2.1)', () => {
  test('a service exchanges tokens for its own API, and an app its own; a token for another API is none of its business', async () => {
    const stranger = await service({ serves_resources: [ARCHIVE_API] });
    expect(await refusal({}, stranger)).toEqual(refused('invalid_request'));
    const reports = await tokenFor(app, REPORTS_API);
    expect(await refusal({ subject_token: reports, resource: ARCHIVE_API })).toEqual(refused('invalid_request'));
    const own = await newApp({ grant_types: ['authorization_code', 'refresh_token', TOKEN_EXCHANGE_GRANT] });
    const source = await tokenFor(own, ORDERS_API, ALL_APIS);
    const down = await exchangedToken({ ...own, auth: own.auth }, { subject_token: source, resource: ORDERS_API, scope: 'orders:read' });
    expect(jwtClaims(down)).toMatchObject({ aud: ORDERS_API, scope: 'orders:read' });
  });

  test('a client that was not given the grant, a public one, and one with a wrong secret', async () => {
    const plain = await service({ grant_types: ['client_credentials'] });
    expect(await refusal({}, plain)).toEqual(refused('unauthorized_client'));
    expect(await refusal({}, { issuer: product().issuer, auth: publicParty(product().issuer).auth })).toEqual(
      refused('unauthorized_client'),
    );
    const wrong = { ...orders, auth: { method: 'basic', client_id: orders.auth.client_id, client_secret: 'wrong' } as const };
    expect(await refusal({}, wrong)).toEqual({ status: 401, error: 'invalid_client' });
    const spa = { name: 'A', app_type: 'single_page' as const, party: 'first_party' as const };
    await expect(api(contract.clients.create, { body: { ...spa, grant_types: [TOKEN_EXCHANGE_GRANT] } })).rejects.toThrow();
  });

  test('a third party’s token opens no other API, unless that API says so; neither does one that went through a third party', async () => {
    const foreign = await newApp({ party: 'third_party' });
    const source = await tokenFor(foreign, ORDERS_API, ALL_APIS);
    expect(await refusal({ subject_token: source })).toEqual(refused('invalid_target'));
    expect(await refusal({ subject_token: source, resource: ORDERS_API })).toEqual(refused('invalid_target'));
    const partner = await service({ party: 'third_party' });
    const through = await exchangedToken(partner, { subject_token: token, resource: ARCHIVE_API });
    const archive = await service({ serves_resources: [ARCHIVE_API] });
    expect(await refusal({ subject_token: through }, archive)).toEqual(refused('invalid_target'));
    const allow = (third_party_token_exchange: boolean) =>
      api(contract.resourceServers.update, { params: { resource: REPORTS_API }, body: { third_party_token_exchange } });
    await allow(true);
    const statuses = [
      (await exchangeToken(orders, { subject_token: source, resource: REPORTS_API })).status,
      (await exchangeToken(archive, { subject_token: through, resource: REPORTS_API })).status,
    ];
    await allow(false);
    expect(statuses).toEqual([200, 200]);
  });
});

describe('only access tokens (RFC 8693 §3)', () => {
  test('an ID token, a refresh token, a machine’s token and a forged one are none of a user’s', async () => {
    const tokens = await obtainTokens(app, { scope: 'openid offline_access', prompt: 'consent' });
    for (const subject_token of [tokens.id_token, tokens.refresh_token, `${token.slice(0, -4)}AAAA`, 'nonsense', '']) {
      expect(await refusal({ subject_token })).toEqual(refused('invalid_request'));
    }
    const machine = await clientCredentialsToken(product().issuer, orders.auth, { resource: ORDERS_API });
    expect(await refusal({ subject_token: machine })).toEqual(refused('invalid_request'));
  });

  test('under no other type, and for no other type', async () => {
    for (const name of ['id_token', 'refresh_token', 'jwt', 'saml2']) {
      const type = `urn:ietf:params:oauth:token-type:${name}`;
      expect(await refusal({ subject_token_type: type })).toEqual(refused('invalid_request'));
      expect(await refusal({ requested_token_type: type })).toEqual(refused('invalid_request'));
    }
    expect(await refusal({ subject_token_type: undefined })).toEqual(refused('invalid_request'));
    expect(await refusal({ subject_token: undefined })).toEqual(refused('invalid_request'));
    expect(await refusal({ subject_token: [token, token] })).toEqual(refused('invalid_request'));
  });
});

describe('who acts cannot be made up (RFC 8693 §4.1)', () => {
  const actor = (actor_token: string) => ({ actor_token, actor_token_type: ACCESS_TOKEN_TYPE });

  test('an actor is the client itself, or a user of it; nobody else’s token is taken, and none without its type', async () => {
    const other = await service();
    const foreign = await clientCredentialsToken(product().issuer, other.auth, { resource: ORDERS_API });
    const exchanged = await exchangedToken(orders, { subject_token: token, resource: ORDERS_API });
    for (const actor_token of [foreign, token, exchanged, 'nonsense']) {
      expect(await refusal(actor(actor_token))).toEqual(refused('invalid_request'));
    }
    expect(await refusal({ actor_token_type: ACCESS_TOKEN_TYPE })).toEqual(refused('invalid_request'));
    const itself = await clientCredentialsToken(product().issuer, orders.auth, { resource: ORDERS_API });
    expect(await refusal({ actor_token: itself })).toEqual(refused('invalid_request'));
    const acted = await exchangedToken(orders, { subject_token: token, resource: ARCHIVE_API, ...actor(itself) });
    expect(jwtClaims(acted)['act']).toEqual({ sub: orders.auth.client_id, client_id: orders.auth.client_id });
  });

  test('a person who acts through the client stands in act, and the subject stays who it was', async () => {
    const desk = await newApp({ grant_types: ['authorization_code', TOKEN_EXCHANGE_GRANT], serves_resources: [ORDERS_API] });
    const agent = await tokenFor(desk, ORDERS_API);
    const service = { issuer: desk.issuer, auth: desk.auth };
    const acted = await exchangedToken(service, { subject_token: token, resource: ARCHIVE_API, ...actor(agent) });
    const act = { sub: jwtClaims(agent)['sub'], client_id: desk.auth.client_id };
    expect(jwtClaims(acted)).toMatchObject({ sub: jwtClaims(token)['sub'], act });
  });

  test('a chain names all who acted, the last one first', async () => {
    const archive = await service({ serves_resources: [ARCHIVE_API] });
    const first = await exchangedToken(orders, { subject_token: token, resource: ARCHIVE_API });
    const second = await exchangedToken(archive, { subject_token: first, resource: REPORTS_API });
    const told = await introspect(archive, second);
    const [a, b] = [orders.auth.client_id, archive.auth.client_id];
    expect(told).toMatchObject({ client_id: b, act: { sub: b, client_id: b, act: { sub: a, client_id: a } } });
  });
});

describe('what ends, ends (RFC 8693 §2.2.2, RFC 7662 §2.2)', () => {
  const dead = { active: false };

  async function both(): Promise<{ party: FlowParty; source: string; jwt: string; opaque: string }> {
    const party = await newApp();
    const source = await tokenFor(party, ORDERS_API, ALL_APIS);
    const [jwt = '', opaque = ''] = await Promise.all(
      [ARCHIVE_API, REPORTS_API].map((resource) => exchangedToken(orders, { subject_token: source, resource })),
    );
    expect((await introspect(orders, jwt))['active']).toBe(true);
    expect((await introspect(orders, opaque))['active']).toBe(true);
    return { party, source, jwt, opaque };
  }

  async function expectDead({ source, jwt, opaque }: { source: string; jwt: string; opaque: string }): Promise<void> {
    expect(await introspect(orders, jwt)).toEqual(dead);
    expect(await introspect(orders, opaque)).toEqual(dead);
    expect(await refusal({ subject_token: source })).toEqual(refused('invalid_request'));
  }

  test('with the user’s grant', async () => {
    const tokens = await both();
    const { user_id } = person;
    const { items } = await api(contract.grants.list, { query: { client_id: tokens.party.auth.client_id } });
    const grant_id = items.find((grant) => grant.user_id === user_id)?.grant_id ?? '';
    await api(contract.grants.revoke, { params: { grant_id } });
    await expectDead(tokens);
  });

  test('with the user', async () => {
    const tokens = await both();
    await api(contract.users.disable, { params: { user_id: person.user_id } });
    await expectDead(tokens);
  });

  test('with the app that the user allowed it', async () => {
    const tokens = await both();
    await api(contract.clients.disable, { params: { client_id: tokens.party.auth.client_id }, body: {} });
    await expectDead(tokens);
  });

  test('with the service that got it, for good', async () => {
    const { source } = await both();
    const passing = await service();
    const of = (resource: string) => exchangedToken(passing, { subject_token: source, resource });
    const [jwt, opaque] = [await of(ARCHIVE_API), await of(REPORTS_API)];
    await api(contract.clients.disable, { params: { client_id: passing.auth.client_id }, body: {} });
    for (const one of [jwt, opaque]) expect(await introspect(orders, one)).toEqual(dead);
    await api(contract.clients.enable, { params: { client_id: passing.auth.client_id } });
    for (const one of [jwt, opaque]) expect(await introspect(orders, one)).toEqual(dead);
    expect((await introspect(orders, await exchangedToken(orders, { subject_token: source, resource: REPORTS_API })))['active']).toBe(true);
  });

  test('an opaque source ends with its sign-in, and takes with it what came from it; but not the other way round', async () => {
    const party = await newApp();
    const reports = await service({ serves_resources: [REPORTS_API] });
    const tokens = await obtainTokens(party, {
      scope: 'orders:read offline_access',
      resource: [REPORTS_API],
      prompt: 'consent',
    });
    const exchanged = await exchangedToken(reports, { subject_token: tokens.access_token, resource: REPORTS_API });
    const another = await exchangedToken(reports, { subject_token: tokens.access_token, resource: REPORTS_API });
    await postForm(`${product().issuer}/oauth2/revoke`, { token: exchanged }, reports.auth);
    expect(await introspect(reports, exchanged)).toEqual(dead);
    expect((await introspect(reports, another))['active']).toBe(true);
    const next = await refresh(party, tokens.refresh_token);
    expect(next.status).toBe(200);
    await postForm(`${product().issuer}/oauth2/revoke`, { token: String(next.json()['refresh_token']) }, party.auth);
    expect(await introspect(reports, another)).toEqual(dead);
  });
});

test('a token that is bound to a key is exchanged for one that is bound to the service’s own (RFC 9449 §5)', async () => {
  const bound = await newApp({ dpop_bound_access_tokens: true });
  const key = await dpopKey();
  const htu = `${product().issuer}/oauth2/token`;
  const source = await tokenFor(bound, ORDERS_API, { headers: { dpop: await key.proof({ htm: 'POST', htu }) } });
  expect(await refusal({ subject_token: source })).toEqual(refused('invalid_request'));
  const own = await dpopKey();
  const proof = await own.proof({ htm: 'POST', htu });
  const request = { subject_token: source, resource: REPORTS_API, headers: { dpop: proof } };
  const answer = await exchangeToken(orders, request);
  expect(answer.json()).toMatchObject({ token_type: 'DPoP' });
  const replayed = await exchangeToken(orders, request);
  expect(replayed.status).toBe(400);
});
