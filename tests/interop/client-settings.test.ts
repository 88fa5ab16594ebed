import { contract, type ApiClient, type CreateClient } from '@consentry/contract';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { KeyServer, makeClientKey, type ClientKey } from '../support/client-keys.ts';
import { exchange, type Exchange } from '../support/http-exchange.ts';
import { managementApi } from '../support/management.ts';
import { ALICE, BOB, ORDERS_API, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
let api: ApiClient;
beforeAll(async () => {
  api = await managementApi(product().issuer);
});

type Settings = Partial<CreateClient>;

interface App {
  client_id: string;
  client_secret: string;
  redirect_uri: string;
}

async function makeApp(settings: Settings): Promise<App> {
  const body: CreateClient = {
    name: 'Partner',
    app_type: 'traditional_web',
    party: 'third_party',
    redirect_uris: [WEB_CALLBACK],
    scopes: ['openid', 'profile', 'offline_access'],
    ...settings,
  };
  const made = await api(contract.clients.create, { body });
  const [redirect_uri = WEB_CALLBACK] = made.client.redirect_uris;
  return { client_id: made.client.client_id, client_secret: made.client_secret ?? '', redirect_uri };
}

function configure(app: App, authentication: client.ClientAuth): Promise<client.Configuration> {
  const options = { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] };
  return client.discovery(new URL(product().issuer), app.client_id, undefined, authentication, options);
}

async function signIn(app: App, config: client.Configuration, { scope = 'openid profile offline_access', who = ALICE } = {}) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: app.redirect_uri,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    scope,
  });
  const callback = await new BrowserLike().signInAndConsent(url, who);
  const tokens = await client.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState });
  return { tokens, sub: tokens.claims()?.sub ?? '' };
}

function privateKeyJwt({ private_key, kid }: ClientKey): client.ClientAuth {
  return client.PrivateKeyJwt({ key: private_key, kid });
}

describe('private_key_jwt (OIDC Core §9, RFC 7523)', () => {
  test.each(['RS256', 'PS256', 'ES256', 'Ed25519'] as const)('with keys that are registered, %s', async (alg) => {
    const key = await makeClientKey(alg);
    const app = await makeApp({ token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [key.public_jwk] } });
    const config = await configure(app, privateKeyJwt(key));
    const { tokens, sub } = await signIn(app, config);
    expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toMatchObject({ sub, name: 'Alice Example' });
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(await client.tokenIntrospection(config, refreshed.access_token)).toMatchObject({ active: true, sub });
    await client.tokenRevocation(config, refreshed.refresh_token ?? '');
    await expect(client.refreshTokenGrant(config, refreshed.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  describe('with a jwks_uri', () => {
    let server: KeyServer;
    beforeAll(async () => {
      server = await KeyServer.start();
    });
    afterAll(() => server.stop());

    test('the keys are fetched, and kept for a while (OIDC Core §10.1.1)', async () => {
      const key = await makeClientKey();
      server.keys = [key.public_jwk];
      const app = await makeApp({
        app_type: 'machine_to_machine',
        redirect_uris: [],
        scopes: [],
        resource_scopes: { [ORDERS_API]: ['orders:read'] },
        token_endpoint_auth_method: 'private_key_jwt',
        jwks_uri: server.uri,
      });
      const config = await configure(app, privateKeyJwt(key));
      for (let times = 0; times < 3; times += 1) {
        expect((await client.clientCredentialsGrant(config, { resource: ORDERS_API })).scope).toBe('orders:read');
      }
      expect(server.asked).toBe(1);
    });
  });
});

test('client_secret_post, and the other way round: a library may do either whichever is registered', async () => {
  for (const method of ['client_secret_post', 'client_secret_basic'] as const) {
    const app = await makeApp({ token_endpoint_auth_method: method });
    for (const authentication of [client.ClientSecretPost(app.client_secret), client.ClientSecretBasic(app.client_secret)]) {
      expect((await signIn(app, await configure(app, authentication))).tokens.scope).toBe('openid profile offline_access');
    }
  }
});

describe('pairwise subjects (OIDC Core §8)', () => {
  const pairwise = (host: string): Settings => ({ subject_type: 'pairwise', redirect_uris: [`https://${host}/callback`] });

  test('are the same within a sector and other outside, for each person another, and everywhere the same', async () => {
    const [first, sibling, other, open] = await Promise.all([
      makeApp(pairwise('a.example.com')),
      makeApp(pairwise('a.example.com')),
      makeApp(pairwise('b.example.com')),
      makeApp({}),
    ]);
    const subjectAt = async (app: App, who = ALICE): Promise<string> => {
      const config = await configure(app, client.ClientSecretBasic(app.client_secret));
      const { tokens, sub } = await signIn(app, config, { who });
      expect((await client.fetchUserInfo(config, tokens.access_token, sub)).sub).toBe(sub);
      const active = await client.tokenIntrospection(config, tokens.access_token);
      expect(active.sub).toBe(sub);
      expect((await client.refreshTokenGrant(config, tokens.refresh_token ?? '')).claims()?.sub).toBe(sub);
      return sub;
    };
    const [a, b, c, d, bob] = [
      await subjectAt(first),
      await subjectAt(sibling),
      await subjectAt(other),
      await subjectAt(open),
      await subjectAt(first, BOB),
    ];
    expect(b).toBe(a);
    expect(new Set([a, c, d, bob]).size).toBe(4);
    for (const sub of [a, c]) expect(sub).toMatch(/^[\w-]{43}$/);
  });

  test('tell no username at introspection, and hold for access tokens that are JWTs', async () => {
    const app = await makeApp({ ...pairwise('c.example.com'), access_token_format: 'jwt' });
    const config = await configure(app, client.ClientSecretBasic(app.client_secret));
    const { tokens, sub } = await signIn(app, config);
    expect(tokens.access_token.split('.')).toHaveLength(3);
    const claims = JSON.parse(Buffer.from(tokens.access_token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
    expect(claims['sub']).toBe(sub);
    expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toMatchObject({ sub, name: 'Alice Example' });
    const active = await client.tokenIntrospection(config, tokens.access_token);
    expect(active).toMatchObject({ active: true, sub });
    expect(active.username).toBeUndefined();
  });
});

test('without rotation a refresh token stays the same; with it the old one is good no more', async () => {
  const kept = await makeApp({ refresh_token_rotation: false });
  const config = await configure(kept, client.ClientSecretBasic(kept.client_secret));
  const { tokens } = await signIn(kept, config);
  for (let times = 0; times < 3; times += 1) {
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(refreshed.refresh_token ?? tokens.refresh_token).toBe(tokens.refresh_token);
  }
  await client.tokenRevocation(config, tokens.refresh_token ?? '');
  await expect(client.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });
});

test('a client without the refresh token grant gets none, and may not use one (RFC 6749 §5.2)', async () => {
  const app = await makeApp({ grant_types: ['authorization_code'] });
  const config = await configure(app, client.ClientSecretBasic(app.client_secret));
  const { tokens } = await signIn(app, config);
  expect(tokens.refresh_token).toBeUndefined();
  expect(tokens.scope).toBe('openid profile');
  await expect(client.refreshTokenGrant(config, 'x'.repeat(43))).rejects.toMatchObject({ error: 'unauthorized_client' });
});

test('tokens live as long as the client says', async () => {
  const app = await makeApp({ access_token_ttl_seconds: 120, id_token_ttl_seconds: 300 });
  const config = await configure(app, client.ClientSecretBasic(app.client_secret));
  const { tokens } = await signIn(app, config);
  expect(tokens.expires_in).toBe(120);
  const { iat = 0, exp = 0 } = tokens.claims() ?? {};
  expect(exp - iat).toBe(300);
});

describe('pages of an added origin (Fetch §3.2)', () => {
  const ORIGIN = 'https://widget.example.com';
  const userinfo = (token: string, origin: string): Promise<Exchange> =>
    exchange(`${product().issuer}/oauth2/userinfo`, { headers: { origin, authorization: `Bearer ${token}` } });

  test('may call for the client; those of another origin, or with part of the name, may not', async () => {
    const app = await makeApp({ cors_origins: [ORIGIN] });
    const config = await configure(app, client.ClientSecretBasic(app.client_secret));
    const { tokens } = await signIn(app, config);
    const allowed = await userinfo(tokens.access_token, ORIGIN);
    expect([allowed.status, allowed.headers['access-control-allow-origin']]).toEqual([200, ORIGIN]);
    for (const origin of ['https://evil.example', 'http://widget.example.com', `${ORIGIN}.evil.example`, `${ORIGIN}:8443`, 'null']) {
      const refused = await userinfo(tokens.access_token, origin);
      expect([origin, refused.status, refused.headers['access-control-allow-origin']]).toEqual([origin, 400, undefined]);
    }
  });
});

test('discovery names what a client can be set up to use, and nothing else (OIDC Discovery §3)', async () => {
  const document = (await exchange(`${product().issuer}/.well-known/openid-configuration`)).json();
  expect(document['token_endpoint_auth_methods_supported']).toEqual([
    'client_secret_basic',
    'client_secret_post',
    'private_key_jwt',
    'none',
  ]);
  expect(document['token_endpoint_auth_signing_alg_values_supported']).toEqual(['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']);
  expect(document['subject_types_supported']).toEqual(['public', 'pairwise']);
  expect(document['grant_types_supported']).toEqual(expect.arrayContaining(['authorization_code', 'refresh_token', 'client_credentials']));
});
