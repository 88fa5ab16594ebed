import { contract, createApiClient, type ApiClient, type StandardScope } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { BrowserLike, type Page } from '../support/browser-like.ts';
import { answerConsent, openConsent, tokensAt } from '../support/consent-visit.ts';
import { exchange, formBody, type Exchange } from '../support/http-exchange.ts';
import { makeParty } from '../support/make-party.ts';
import { makePerson } from '../support/make-person.ts';
import { managementToken } from '../support/management.ts';
import {
  authorizationUrl,
  introspect,
  jwtClaims,
  obtainTokens,
  postForm,
  refresh,
  tokenAnswer,
  type FlowParty,
  type TokenAnswer,
} from '../support/oauth-exchange.ts';
import { createDatabase } from '../support/postgres.ts';
import { encryptionKey, startProduct, type Product } from '../support/product.ts';
import { ORDERS_API, REPORTS_API, standardFixture, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { waitUntil } from '../support/wait-until.ts';

const SCOPE = 'openid email phone offline_access';
/** `prompt=consent` is what gives a refresh token with `offline_access` (OIDC Core §11). */
const OFFLINE = { scope: SCOPE, prompt: 'consent' };

/** How long a change of what an operator configures may take to reach another instance (record 0028). */
const NEWS = { timeout_ms: 2000, interval_ms: 5 };

let first: Product;
let second: Product;
let token: string;

beforeAll(async () => {
  const shared = { database_url: await createDatabase(inject('postgres_admin_url')), encryption_key: encryptionKey() };
  first = await startProduct({ ...shared, fixture: standardFixture() });
  second = await startProduct({ ...shared, public_url: first.issuer });
  token = await managementToken(first.issuer);
});

afterAll(async () => {
  await Promise.all([first?.stop(), second?.stop()]);
});

/** A user and a client of the test's own, with tokens that both instances have seen. */
interface Connection {
  party: FlowParty;
  user_id: string;
  client_id: string;
  browser: BrowserLike;
  tokens: TokenAnswer;
}

/** The management API at one instance. */
function apiAt(origin: string): ApiClient {
  return createApiClient({ base_url: `${origin}/api/v1`, headers: () => ({ authorization: `Bearer ${token}` }) });
}

async function newParty(): Promise<Pick<Connection, 'party' | 'user_id' | 'client_id'>> {
  const api = apiAt(first.origin);
  const person = await makePerson(api);
  const party = await makeParty(api, { issuer: first.issuer, person, settings: { optional_resource_scopes: {} } });
  return { party, user_id: person.user_id, client_id: party.auth.client_id };
}

/** Uses everything once at both instances, so that whatever they keep in memory is warm. */
async function connect(parameters: Record<string, string> = OFFLINE): Promise<Connection> {
  const made = await newParty();
  const browser = new BrowserLike();
  const visit = await openConsent(made.party, parameters, browser);
  let tokens = await tokensAt(visit, await answerConsent(visit, { 'optional_scope:phone': 'yes' }));
  const resource = parameters['resource'];
  for (const { origin } of [first, second]) {
    tokens = tokenAnswer(await refreshFor(made.party, { tokens, origin, ...(resource === undefined ? {} : { resource }) }));
    expect(await introspect(made.party, tokens.access_token, origin)).toMatchObject({ active: true });
    if (resource === undefined) expect((await userinfo(tokens.access_token, origin)).status).toBe(200);
  }
  return { ...made, browser, tokens };
}

/** A refresh for a resource, where one is named (RFC 8707 §2.2). */
function refreshFor(
  party: FlowParty,
  { tokens, origin, ...parameters }: { tokens: TokenAnswer; origin: string; resource?: string },
): Promise<Exchange> {
  const refresh_token = tokens.refresh_token;
  return postForm(`${origin}/oauth2/token`, { grant_type: 'refresh_token', refresh_token, ...parameters }, party.auth);
}

function userinfo(accessToken: string, origin: string): Promise<Exchange> {
  return exchange(`${origin}/oauth2/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
}

/** Nothing of what the client holds is worth anything at this instance, in the second in which it ended. */
async function expectDead({ party, tokens }: Connection, origin: string): Promise<void> {
  const [info, introspected] = await Promise.all([userinfo(tokens.access_token, origin), introspect(party, tokens.access_token, origin)]);
  expect([info.status, introspected]).toEqual([401, { active: false }]);
  expect(await introspect(party, tokens.refresh_token, origin)).toEqual({ active: false });
  const refreshed = await refresh(party, tokens.refresh_token, origin);
  expect([refreshed.status, refreshed.json()['error']]).toEqual([400, 'invalid_grant']);
}

/** Why a refresh is refused (RFC 6749 §5.2); `null` when it is not. */
async function refusal({ party, tokens }: Pick<Connection, 'party' | 'tokens'>, origin: string): Promise<unknown> {
  const answer = await refresh(party, tokens.refresh_token, origin);
  return answer.status === 200 ? null : answer.json()['error'];
}

async function grantIdOf({ user_id, client_id }: Connection): Promise<string> {
  const { items } = await apiAt(first.origin)(contract.grants.list, { query: { user_id, client_id } });
  return items[0]?.grant_id ?? '';
}

/** A request to one instance as a load balancer passes it on: with the host of the public URL. */
function sendTo({ browser }: Pick<Connection, 'browser'>, origin: string, visit: { path: string; body?: string }): Promise<Page> {
  const headers = { host: new URL(first.issuer).host, ...(visit.body === undefined ? {} : { 'sec-fetch-site': 'same-origin' }) };
  const sent = visit.body === undefined ? {} : { method: 'POST', referrer: `${first.issuer}${visit.path}`, body: visit.body };
  return browser.send(new URL(visit.path, origin), { ...sent, headers });
}

/** Sends a form of an account page at one instance: the one that has these fields. */
async function sendAccountForm(
  connection: Connection,
  origin: string,
  at: { path: string; action: string; fields?: Record<string, string> },
): Promise<Page> {
  const page = await sendTo(connection, origin, { path: at.path });
  const form = page.forms.find(
    ({ action, fields }) => action === at.action && Object.entries(at.fields ?? {}).every(([name, value]) => fields[name] === value),
  );
  if (form === undefined) throw new Error(`no such form at ${page.url} (${page.status})`);
  return sendTo(connection, origin, { path: form.action, body: formBody(form.fields) });
}

/** Whether the browser is signed in at this instance, asked as the client would (OIDC Core §3.1.2.1). */
async function isSignedIn(connection: Connection, origin: string): Promise<boolean> {
  const query = { client_id: connection.client_id, response_type: 'code', redirect_uri: WEB_CALLBACK, scope: 'openid', nonce: 'n' };
  const { pathname, search } = authorizationUrl(origin, { ...query, prompt: 'none' });
  const { location = '' } = (await sendTo(connection, origin, { path: pathname + search })).headers;
  const answer = new URL(location).searchParams;
  expect(location.startsWith(WEB_CALLBACK)).toBe(true);
  expect([null, 'login_required', 'consent_required']).toContain(answer.get('error'));
  return answer.get('error') !== 'login_required';
}

describe.each([
  ['the first instance to the second', () => [first.origin, second.origin] as const],
  ['the second instance to the first', () => [second.origin, first.origin] as const],
])('from %s', (_, origins) => {
  test('a revoked grant: refresh, opaque tokens and introspection end at once (product.md, Consent)', async () => {
    const [here, there] = origins();
    const connection = await connect();
    await apiAt(here)(contract.grants.revoke, { params: { grant_id: await grantIdOf(connection) } });
    await expectDead(connection, there);
    const again = await obtainTokens(connection.party, OFFLINE, connection.browser);
    expect((await userinfo(again.access_token, there)).status).toBe(200);
  });

  test('all grants of a client revoked: the same', async () => {
    const [here, there] = origins();
    const connection = await connect();
    expect(await apiAt(here)(contract.grants.revokeAll, { query: { client_id: connection.client_id } })).toEqual({ revoked: 1 });
    await expectDead(connection, there);
  });

  test('access removed by the user on the account page: the same', async () => {
    const [here, there] = origins();
    const connection = await connect();
    const removed = await sendAccountForm(connection, here, { path: '/account/apps', action: '/account/apps/remove' });
    expect(removed.headers.location).toBe('/account/apps?done=app-removed');
    await expectDead(connection, there);
  });

  test('a permission taken back by the user is missing from the next refresh, userinfo and introspection', async () => {
    const [here, there] = origins();
    const connection = await connect();
    const { party, tokens } = connection;
    expect((await userinfo(tokens.access_token, there)).json()).toHaveProperty('phone_number');
    const fields = { resource: '', scope: 'phone' };
    const removed = await sendAccountForm(connection, here, { path: '/account/apps', action: '/account/apps/remove-permission', fields });
    expect(removed.headers.location).toBe('/account/apps?done=scope-removed');
    await expectNarrowed({ party, tokens }, there, { scope: 'openid email offline_access', claim: 'phone_number' });
  });

  test('a scope taken from the ceiling is missing from the very next refresh, userinfo and introspection (product.md, Permissions)', async () => {
    const [here, there] = origins();
    const { party, tokens, client_id } = await connect();
    const setScopes = (scopes: StandardScope[]) => apiAt(here)(contract.clients.update, { params: { client_id }, body: { scopes } });
    expect((await userinfo(tokens.access_token, there)).json()).toHaveProperty('email');
    await setScopes(['openid', 'phone', 'offline_access']);
    const narrowed = await expectNarrowed({ party, tokens }, there, { scope: 'openid phone offline_access', claim: 'email' });
    await setScopes(['openid', 'email', 'phone', 'offline_access']);
    expect((await userinfo(narrowed.access_token, there)).json()).not.toHaveProperty('email');
  });

  test('a scope of an API taken from the ceiling is missing from its next token, and the other API’s of the same name stays', async () => {
    const [here, there] = origins();
    const scope = 'openid offline_access orders:read orders:write';
    const { party, client_id, tokens, browser } = await connect({ scope, resource: ORDERS_API, prompt: 'consent' });
    const reports = await obtainTokens(party, { scope: 'orders:read', resource: REPORTS_API }, browser);
    expect(jwtClaims(tokens.access_token)['scope']).toBe('orders:read orders:write');
    const resource_scopes = { [ORDERS_API]: ['orders:write'], [REPORTS_API]: ['orders:read'] };
    await apiAt(here)(contract.clients.update, { params: { client_id }, body: { resource_scopes } });
    const refreshed = tokenAnswer(await refreshFor(party, { tokens, origin: there, resource: ORDERS_API }));
    expect(jwtClaims(refreshed.access_token)).toMatchObject({ aud: ORDERS_API, scope: 'orders:write' });
    expect(refreshed.scope.split(' ')).not.toContain('orders:read');
    expect(await introspect(party, tokens.access_token, there)).toMatchObject({ scope: 'orders:write' });
    expect(await introspect(party, reports.access_token, there)).toMatchObject({ active: true, aud: REPORTS_API, scope: 'orders:read' });
  });

  test('a disabled user: the same as revoked, and no session is left (product.md, Sessions and accounts)', async () => {
    const [here, there] = origins();
    const connection = await connect();
    const { user_id } = connection;
    expect(await isSignedIn(connection, there)).toBe(true);
    await apiAt(here)(contract.users.disable, { params: { user_id } });
    await expectDead(connection, there);
    expect(await isSignedIn(connection, there)).toBe(false);
    await apiAt(here)(contract.users.enable, { params: { user_id } });
    expect(await isSignedIn(connection, there)).toBe(false);
  });

  test('a disabled client: nothing is issued, and its tokens are dead, also after it is enabled (RFC 6749 §5.2)', async () => {
    const [here, there] = origins();
    const connection = await connect();
    const { party, tokens, client_id } = connection;
    await apiAt(here)(contract.clients.disable, { params: { client_id }, body: {} });
    // Its tokens are dead at once; the other instance may learn a moment later why.
    expect(['unauthorized_client', 'invalid_grant']).toContain(await refusal(connection, there));
    expect((await userinfo(tokens.access_token, there)).status).toBe(401);
    await waitUntil('the other instance knows', async () => (await refusal({ party, tokens }, there)) === 'unauthorized_client', NEWS);
    const query = { client_id, response_type: 'code', redirect_uri: WEB_CALLBACK, scope: 'openid', nonce: 'n' };
    const { pathname, search } = authorizationUrl(there, query);
    const page = await sendTo(connection, there, { path: pathname + search });
    expect([page.status, page.headers.location]).toEqual([403, undefined]);
    await apiAt(here)(contract.clients.enable, { params: { client_id } });
    await waitUntil('the other instance knows', async () => (await refusal(connection, there)) === 'invalid_grant', NEWS);
    await expectDead(connection, there);
    const again = await obtainTokens(party, OFFLINE, connection.browser);
    expect((await userinfo(again.access_token, there)).status).toBe(200);
  });

  test('a deleted client: it cannot authenticate, and its tokens are dead (RFC 6749 §5.2)', async () => {
    const [here, there] = origins();
    const { party, tokens, client_id } = await connect();
    await apiAt(here)(contract.clients.delete, { params: { client_id } });
    expect((await userinfo(tokens.access_token, there)).status).toBe(401);
    expect(['invalid_client', 'invalid_grant']).toContain(await refusal({ party, tokens }, there));
    await waitUntil('the other instance knows', async () => (await refusal({ party, tokens }, there)) === 'invalid_client', NEWS);
    const introspected = await postForm(`${there}/oauth2/introspect`, { token: tokens.access_token }, party.auth);
    expect(introspected.status).toBe(401);
    const query = { client_id, response_type: 'code', redirect_uri: WEB_CALLBACK, scope: 'openid' };
    const { pathname, search } = authorizationUrl(there, query);
    const page = await sendTo({ browser: new BrowserLike() }, there, { path: pathname + search });
    expect([page.status, page.headers.location]).toEqual([400, undefined]);
  });

  test('a secret revoked at one is refused at the other within 2 seconds (RFC 6749 §5.2)', async () => {
    const [here, there] = origins();
    const { party, tokens, client_id } = await connect();
    const { secrets } = await apiAt(here)(contract.clients.get, { params: { client_id } });
    await apiAt(here)(contract.clients.revokeSecret, { params: { client_id, secret_id: secrets[0]?.secret_id ?? '' } });
    const refused = async (): Promise<boolean> => {
      const refreshed = await refresh(party, tokens.refresh_token, there);
      if (refreshed.status === 401) expect(refreshed.json()['error']).toBe('invalid_client');
      return refreshed.status === 401;
    };
    await waitUntil('the other instance knows', refused, NEWS);
  });

  test('a sign-out ends the session, and with it a grant that was given for this session only', async () => {
    const [here, there] = origins();
    const made = await newParty();
    const browser = new BrowserLike();
    const visit = await openConsent(made.party, OFFLINE, browser);
    const tokens = await tokensAt(visit, await answerConsent(visit, { duration: 'session' }));
    const connection: Connection = { ...made, browser, tokens };
    expect(await isSignedIn(connection, there)).toBe(true);
    expect((await userinfo(connection.tokens.access_token, there)).status).toBe(200);
    await sendAccountForm(connection, here, { path: '/account', action: '/account/sign-out' });
    await expectDead(connection, there);
    expect(await isSignedIn(connection, there)).toBe(false);
  });

  test('a new password ends the sessions', async () => {
    const [here, there] = origins();
    const connection = await connect();
    await apiAt(here)(contract.users.update, {
      params: { user_id: connection.user_id },
      body: { password: 'another password of many words' },
    });
    expect(await isSignedIn(connection, there)).toBe(false);
  });
});

/** The tokens live on without what was taken: the old access token too. Returns the new ones. */
async function expectNarrowed(
  { party, tokens }: Pick<Connection, 'party' | 'tokens'>,
  origin: string,
  expected: { scope: string; claim: string },
): Promise<TokenAnswer> {
  const [info, introspected] = await Promise.all([userinfo(tokens.access_token, origin), introspect(party, tokens.access_token, origin)]);
  expect(info.status).toBe(200);
  expect(info.json()).not.toHaveProperty(expected.claim);
  expect(introspected).toMatchObject({ active: true, scope: expected.scope });
  const refreshed = tokenAnswer(await refresh(party, tokens.refresh_token, origin));
  expect(refreshed.scope).toBe(expected.scope);
  expect((await userinfo(refreshed.access_token, origin)).json()).not.toHaveProperty(expected.claim);
  return refreshed;
}
