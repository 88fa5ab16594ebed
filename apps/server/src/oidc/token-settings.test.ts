import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CreateClient, UpdateClient } from '@consentry/contract';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../features/clients/create-client.ts';
import { updateClient } from '../features/clients/update-client.ts';
import { grantScopes } from '../features/grants/grant-scopes.ts';
import { createUser } from '../features/users/create-user.ts';
import { signedInCookies, type SignedInCookies } from '../testing/signed-in-cookies.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { WalkingBrowser } from '../testing/walking-browser.ts';

const CALLBACK = 'https://app.partner.example/callback';
const VERIFIER = randomBytes(32).toString('base64url');
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const SECRET = 'a secret of 32 characters or more';

let app: TestApp;
let cookies: SignedInCookies;
let alice: string;
let started: Date;

beforeAll(async () => {
  app = await startTestApp();
  started = app.clock.now();
  cookies = await signedInCookies(app);
  alice = (await createUser(app.context, { username: 'alice' })).user_id;
});
afterAll(async () => {
  cookies.stop();
  await app.stop();
});

type Answer = Record<string, unknown> & { status: number };

async function post(path: string, form: Record<string, string>): Promise<Answer> {
  const answer = await fetch(`${app.url}/oauth2/${path}`, { method: 'POST', body: new URLSearchParams(form) });
  return { ...((await answer.json()) as object), status: answer.status };
}

async function makeClient(settings: Partial<CreateClient>): Promise<string> {
  const { client } = await createClient(app.context, {
    name: 'Partner',
    app_type: 'traditional_web',
    party: 'third_party',
    redirect_uris: [CALLBACK],
    scopes: ['openid', 'offline_access'],
    first_secret: { name: 'first', client_secret: SECRET },
    ...settings,
  });
  const scopes = ['openid', 'offline_access'].map((scope) => ({ resource: null, scope }));
  // The engine reads the machine’s clock: to it, a grant of the tests’ later time would be of the future.
  await grantScopes({ ...app.context, clock: { now: () => started } }, { user_id: alice, client_id: client.client_id, scopes });
  return client.client_id;
}

const change = (client_id: string, members: UpdateClient) => updateClient(app.context, { ...members, client_id });

async function signIn(client_id: string): Promise<string> {
  const browser = new WalkingBrowser(app.url);
  browser.keepCookie(await cookies.of(alice));
  const query = {
    client_id,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid offline_access',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  };
  const { url } = await browser.open(`/oauth2/authorize?${new URLSearchParams(query).toString()}`);
  const code = url.searchParams.get('code') ?? '';
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: CALLBACK,
    code_verifier: VERIFIER,
    client_id,
    client_secret: SECRET,
  };
  const tokens = await post('token', form);
  if (tokens.status !== 200) throw new Error(`no tokens at ${url.href}: ${JSON.stringify(tokens)}`);
  return String(tokens['refresh_token']);
}

const refresh = (client_id: string, refresh_token: string): Promise<Answer> =>
  post('token', { grant_type: 'refresh_token', refresh_token, client_id, client_secret: SECRET });

async function secondsLeft(client_id: string, token: string): Promise<number> {
  const { exp } = await post('introspect', { token, client_id, client_secret: SECRET });
  return Math.round(Number(exp) - app.clock.now().getTime() / 1000);
}

describe('a refresh token', () => {
  const LIVES = { refresh_token_ttl_seconds: 1000, refresh_token_idle_ttl_seconds: 300 };

  it('that stays lives on from each use, and ends with its family (RFC 9700 §4.14.2)', async () => {
    const client_id = await makeClient({ ...LIVES, refresh_token_rotation: false });
    const token = await signIn(client_id);
    for (const left of [300, 300, 300, 200]) {
      app.clock.advance(200);
      expect(await refresh(client_id, token)).toMatchObject({ status: 200, refresh_token: token });
      expect(Math.abs((await secondsLeft(client_id, token)) - left)).toBeLessThan(60);
    }
    app.clock.advance(280);
    expect(await refresh(client_id, token)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('of a client whose lifetime was cut ends then, whether it is replaced or not', async () => {
    for (const refresh_token_rotation of [true, false]) {
      const client_id = await makeClient({ refresh_token_rotation });
      const token = String((await refresh(client_id, await signIn(client_id)))['refresh_token']);
      app.clock.advance(400);
      await change(client_id, { refresh_token_ttl_seconds: 300, refresh_token_idle_ttl_seconds: 300 });
      expect(await refresh(client_id, token)).toMatchObject({ status: 400, error: 'invalid_grant' });
    }
  });

  it('that stays is refused once it was revoked, and the same token still works before', async () => {
    const client_id = await makeClient({ refresh_token_rotation: false });
    const token = await signIn(client_id);
    expect((await refresh(client_id, token)).status).toBe(200);
    await post('revoke', { token, client_id, client_secret: SECRET }).catch(() => null);
    expect(await refresh(client_id, token)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('is no use to a client that may not refresh any more (RFC 6749 §5.2)', async () => {
    const client_id = await makeClient({});
    const token = await signIn(client_id);
    await change(client_id, { grant_types: ['authorization_code'] });
    expect(await refresh(client_id, token)).toMatchObject({ status: 400, error: 'unauthorized_client' });
  });
});

describe('keys behind a jwks_uri (OIDC Core §10.1.1)', () => {
  let keys: object[] = [];
  let isDown = false;
  const server = createServer((_request, response) => {
    response.writeHead(isDown ? 503 : 200, { 'cache-control': 'max-age=31536000' }).end(JSON.stringify({ keys }));
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  async function makeKey() {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const kid = app.context.random.id();
    return { jwk: { ...(await exportJWK(publicKey)), kid }, kid, privateKey };
  }

  async function ask(client_id: string, { kid, privateKey }: Awaited<ReturnType<typeof makeKey>>): Promise<number> {
    const assertion = await new SignJWT({ jti: app.context.random.id() })
      .setProtectedHeader({ alg: 'ES256', kid })
      .setIssuer(client_id)
      .setSubject(client_id)
      .setAudience(app.url)
      .setExpirationTime('1 minute')
      .sign(privateKey);
    const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    const resource = `${app.url}/api/v1`;
    return (await post('token', { grant_type: 'client_credentials', resource, client_assertion: assertion, client_assertion_type })).status;
  }

  it('a new key is good as soon as it is published, a withdrawn one for minutes at most, whatever the server says of caching', async () => {
    const [old, next] = [await makeKey(), await makeKey()];
    keys = [old.jwk];
    const { client } = await createClient(app.context, {
      name: 'Machine',
      app_type: 'machine_to_machine',
      party: 'first_party',
      management_scopes: ['clients:read'],
      token_endpoint_auth_method: 'private_key_jwt',
      jwks_uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    });
    expect(await ask(client.client_id, old)).toBe(200);
    keys = [old.jwk, next.jwk];
    app.clock.advance(11);
    expect(await ask(client.client_id, next)).toBe(200);
    keys = [next.jwk];
    app.clock.advance(301);
    expect(await ask(client.client_id, old)).toBe(401);
    expect(await ask(client.client_id, next)).toBe(200);
    isDown = true;
    app.clock.advance(301);
    expect(await ask(client.client_id, next)).toBe(401);
    isDown = false;
    app.clock.advance(11);
    expect(await ask(client.client_id, next)).toBe(200);
  });
});
