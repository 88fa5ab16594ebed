import * as client from 'openid-client';
import { describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { exchange } from '../support/http-exchange.ts';
import { ALICE, CREDENTIALS, NATIVE_CALLBACK, ORDERS_API, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

interface App {
  client_id: string;
  authentication: client.ClientAuth;
  redirect_uri: string;
}

const confidential = { client_id: 'partner-web', redirect_uri: WEB_CALLBACK };
const secret = CREDENTIALS['partner-web'].client_secret;

const APPS: [string, App][] = [
  ['traditional web, client_secret_basic', { ...confidential, authentication: client.ClientSecretBasic(secret) }],
  ['traditional web, client_secret_post', { ...confidential, authentication: client.ClientSecretPost(secret) }],
  ['single-page', { client_id: 'partner-spa', redirect_uri: 'http://127.0.0.1:4002/callback', authentication: client.None() }],
  ['native, custom scheme', { client_id: 'partner-native', redirect_uri: NATIVE_CALLBACK, authentication: client.None() }],
  [
    'native, loopback on any port',
    { client_id: 'partner-native', redirect_uri: 'http://127.0.0.1:51234/callback', authentication: client.None() },
  ],
  [
    'native, IPv6 loopback on any port',
    { client_id: 'partner-native', redirect_uri: 'http://[::1]:51235/callback', authentication: client.None() },
  ],
];

function configure(app: Pick<App, 'client_id' | 'authentication'>): Promise<client.Configuration> {
  return client.discovery(new URL(product().issuer), app.client_id, undefined, app.authentication, {
    execute: [client.allowInsecureRequests],
  });
}

interface SignedIn {
  config: client.Configuration;
  tokens: Awaited<ReturnType<typeof client.authorizationCodeGrant>>;
  sub: string;
  browser: BrowserLike;
}

async function signIn(app: App, parameters: Record<string, string>): Promise<SignedIn> {
  const config = await configure(app);
  client.enableNonRepudiationChecks(config);
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const expectedNonce = client.randomNonce();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: app.redirect_uri,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
    ...parameters,
  });
  const browser = new BrowserLike();
  const callback = await browser.signInAndConsent(url, ALICE);
  const tokens = await client.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier,
    expectedState,
    expectedNonce,
    idTokenExpected: true,
  });
  const sub = tokens.claims()?.sub;
  if (sub === undefined) throw new Error('the ID token has no sub');
  return { config, tokens, sub, browser };
}

describe.each(APPS)('%s', (_, app) => {
  test('code with PKCE, ID token, userinfo, refresh with rotation, revocation (OIDC Core §3.1, RFC 7636)', async () => {
    const { config, tokens, sub } = await signIn(app, { scope: 'openid profile offline_access', prompt: 'consent' });
    expect(tokens.token_type).toBe('bearer');
    expect(tokens.scope).toBe('openid profile offline_access');
    expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toMatchObject({
      sub,
      name: 'Alice Example',
      preferred_username: 'alice',
    });

    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(refreshed.claims()?.sub).toBe(sub);
    expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
    await client.fetchUserInfo(config, refreshed.access_token, sub);

    await client.tokenRevocation(config, refreshed.refresh_token ?? '', { token_type_hint: 'refresh_token' });
    await expect(client.refreshTokenGrant(config, refreshed.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});

test('a first-party app signs in without a consent page', async () => {
  const app = {
    client_id: 'first-web',
    redirect_uri: WEB_CALLBACK,
    authentication: client.ClientSecretBasic(CREDENTIALS['first-web'].client_secret),
  };
  const { browser } = await signIn(app, { scope: 'openid profile' });
  expect(browser.answered).toEqual(['sign-in']);
});

test('a client whose rule is pkce: required signs in with PKCE', async () => {
  const app = {
    client_id: 'strict-web',
    redirect_uri: WEB_CALLBACK,
    authentication: client.ClientSecretBasic(CREDENTIALS['strict-web'].client_secret),
  };
  expect((await signIn(app, { scope: 'openid' })).tokens.scope).toBe('openid');
});

test('introspection tells active, sub, username, scope, client and expiry, and inactive after revocation (RFC 7662 §2.2)', async () => {
  const { config, tokens, sub } = await signIn(
    { ...confidential, authentication: client.ClientSecretBasic(secret) },
    { scope: 'openid email' },
  );
  const active = await client.tokenIntrospection(config, tokens.access_token);
  expect(active).toMatchObject({
    active: true,
    sub,
    username: 'alice',
    scope: 'openid email',
    client_id: 'partner-web',
    token_type: 'Bearer',
  });
  expect(active.exp).toBeGreaterThan(active.iat ?? Number.POSITIVE_INFINITY);
  await client.tokenRevocation(config, tokens.access_token);
  expect(await client.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false });
});

test('the end-session URL signs the user out and comes back with state (OIDC RP-Initiated Logout §2)', async () => {
  const { config, tokens, browser } = await signIn(
    { ...confidential, authentication: client.ClientSecretBasic(secret) },
    { scope: 'openid' },
  );
  const url = client.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token ?? '',
    post_logout_redirect_uri: 'http://127.0.0.1:4001/signed-out',
    state: 'bye',
  });
  let page = await browser.open(url);
  const confirmation = page.forms.find((form) => form.buttons.some(({ name, value }) => name === 'logout' && value === 'yes'));
  if (confirmation !== undefined) page = await browser.submit(page, confirmation, { button: { name: 'logout', value: 'yes' } });
  expect(page.url).toBe('http://127.0.0.1:4001/signed-out?state=bye');

  const again = client.buildAuthorizationUrl(config, {
    redirect_uri: WEB_CALLBACK,
    scope: 'openid',
    state: 's',
    nonce: 'n',
    prompt: 'none',
  });
  expect((await browser.open(again)).url).toContain('error=login_required');
});

test('client credentials with a resource give a JWT for that resource alone (RFC 6749 §4.4, RFC 8707)', async () => {
  const machine = CREDENTIALS['partner-machine'];
  const config = await configure({ client_id: machine.client_id, authentication: client.ClientSecretBasic(machine.client_secret) });
  const tokens = await client.clientCredentialsGrant(config, { resource: ORDERS_API, scope: 'orders:read' });
  expect(tokens.scope).toBe('orders:read');
  expect(tokens.refresh_token).toBeUndefined();
  const [, payload = ''] = tokens.access_token.split('.');
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    iss: product().issuer,
    aud: ORDERS_API,
    client_id: 'partner-machine',
    sub: 'partner-machine',
    scope: 'orders:read',
  });
});

test('cancel gives the client access_denied with state and iss (RFC 6749 §4.1.2.1, RFC 9207)', async () => {
  const config = await configure({ client_id: 'partner-web', authentication: client.ClientSecretBasic(secret) });
  const expectedState = client.randomState();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: WEB_CALLBACK,
    scope: 'openid phone',
    state: expectedState,
    nonce: 'n',
    prompt: 'consent',
  });
  const callback = await new BrowserLike().signInAndConsent(url, { ...ALICE, decision: 'deny' });
  expect(callback.searchParams.get('iss')).toBe(product().issuer);
  await expect(client.authorizationCodeGrant(config, callback, { expectedState, expectedNonce: 'n' })).rejects.toMatchObject({
    error: 'access_denied',
  });
});

test('a wrong secret is invalid_client with 401 (RFC 6749 §5.2)', async () => {
  const config = await configure({
    client_id: 'partner-machine',
    authentication: client.ClientSecretBasic('wrong-secret-wrong-secret-wrong-secret'),
  });
  await expect(client.clientCredentialsGrant(config, { resource: ORDERS_API })).rejects.toMatchObject({
    status: 401,
    cause: [{ scheme: 'basic' }],
  });
});

test('a loopback redirect URI of a web client matches on its own port alone (RFC 8252 §7.3)', async () => {
  const config = await configure({ client_id: 'partner-web', authentication: client.ClientSecretBasic(secret) });
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: 'http://127.0.0.1:4999/callback',
    scope: 'openid',
    state: 's',
    nonce: 'n',
  });
  const page = await exchange(url, { headers: { accept: 'text/html' } });
  expect(page.status).toBe(400);
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.headers.location).toBeUndefined();
});
