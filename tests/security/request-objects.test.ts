import { contract, type ApiClient } from '@consentry/contract';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { managementApi } from '../support/management.ts';
import { authorizationUrl, pkcePair, postForm } from '../support/oauth-exchange.ts';
import { ALICE, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';
import { walkToEnd } from '../support/walk-to-end.ts';
import { waitUntil } from '../support/wait-until.ts';

const product = useProduct();
/** Signs in once. */
const browser = new BrowserLike();
let api: ApiClient;
let own: CryptoKey;
let foreign: CryptoKey;
let client_id: string;
let client_secret: string;

beforeAll(async () => {
  api = await managementApi(product().issuer);
  const pair = await generateKeyPair('ES256');
  own = pair.privateKey;
  foreign = (await generateKeyPair('ES256')).privateKey;
  const created = await api(contract.clients.create, {
    body: {
      name: 'Signing Partner',
      app_type: 'traditional_web',
      party: 'third_party',
      redirect_uris: [WEB_CALLBACK],
      scopes: ['openid', 'email', 'phone'],
      jwks: { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one', use: 'sig' }] },
      require_signed_request_object: true,
    },
  });
  client_id = created.client.client_id;
  client_secret = created.client_secret ?? '';
});

function claims(extra: JWTPayload = {}): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: client_id,
    aud: product().issuer,
    iat: now,
    nbf: now,
    exp: now + 300,
    jti: crypto.randomUUID(),
    client_id,
    redirect_uri: WEB_CALLBACK,
    response_type: 'code',
    scope: 'openid',
    state: 'signed-state',
    code_challenge: pkcePair().code_challenge,
    code_challenge_method: 'S256',
    ...extra,
  };
}

interface Signing {
  key?: CryptoKey | Uint8Array;
  header?: { alg?: string; typ?: string };
}

const sign = (payload: JWTPayload, { key = own, header = {} }: Signing = {}): Promise<string> =>
  new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'one', typ: 'oauth-authz-req+jwt', ...header }).sign(key);

/** Where the request ends for a person who says yes to everything: a code, an error at the client, or an error page. */
async function endOf(query: Record<string, string>): Promise<string> {
  const page = await walkToEnd(browser, authorizationUrl(product().issuer, { client_id, ...query }), ALICE);
  const { origin, searchParams } = new URL(page.url);
  if (origin === product().issuer)
    return /<code>[^<]*?(invalid_[a-z_]+)/.exec(page.text.replaceAll(/<\/?bdi>/g, ''))?.[1] ?? `page ${page.status}`;
  return searchParams.get('error') ?? (searchParams.has('code') ? `code, state ${searchParams.get('state')}` : 'nothing');
}

const GOOD = 'code, state signed-state';

describe('a request object that is not the client’s own word is refused (RFC 9101 §6.2, §10.2)', () => {
  const attacks: [string, () => Promise<string> | string][] = [
    ['without a signature', () => new UnsecuredJWT(claims()).encode()],
    ['signed with another key', () => sign(claims(), { key: foreign })],
    ['signed with the client secret', () => sign(claims(), { key: new TextEncoder().encode(client_secret), header: { alg: 'HS256' } })],
    ['for another server', () => sign(claims({ aud: 'https://other.example' }))],
    ['without audience', () => sign(claims({ aud: undefined as unknown as string }))],
    ['of another client', () => sign(claims({ iss: 'partner-web' }))],
    ['with another client_id', () => sign(claims({ client_id: 'partner-web' }))],
    ['expired', () => sign(claims({ exp: Math.floor(Date.now() / 1000) - 60 }))],
    ['not valid yet', () => sign(claims({ nbf: Math.floor(Date.now() / 1000) + 600 }))],
    ['made as an access token', () => sign(claims(), { header: { typ: 'at+jwt' } })],
    ['made as a client assertion', () => sign(claims({ sub: client_id }))],
    ['with a request in it', async () => sign(claims({ request: await sign(claims()) }))],
  ];
  test.each(attacks)('%s', async (_, make) => {
    expect(await endOf({ request: await make() })).toMatch(/^invalid_/);
    expect(await endOf({ request: await sign(claims()) })).toBe(GOOD);
  });
});

test('one that names itself is good once, in the browser and at the endpoint (RFC 9101 §10.2)', async () => {
  const request = await sign(claims());
  expect(await endOf({ request })).toBe(GOOD);
  expect(await endOf({ request })).toBe('invalid_request_object');
  const auth = { method: 'basic', client_id, client_secret } as const;
  const pushedAgain = await postForm(`${product().issuer}/oauth2/par`, { request }, auth);
  expect([pushedAgain.status, pushedAgain.json()['error']]).toEqual([400, 'invalid_request_object']);
  const fresh = await postForm(`${product().issuer}/oauth2/par`, { request: await sign(claims()) }, auth);
  expect(fresh.status).toBe(201);
});

test('what stands beside it does not count, not even where it says nothing (RFC 9101 §6.3)', async () => {
  const beside = {
    redirect_uri: 'https://evil.example/',
    scope: 'openid email phone',
    state: 'of-the-attacker',
    response_mode: 'form_post',
    prompt: 'none',
  };
  expect(await endOf({ request: await sign(claims()), ...beside })).toBe(GOOD);
  const withoutRedirect = claims();
  delete withoutRedirect['redirect_uri'];
  expect(await endOf({ request: await sign(withoutRedirect), redirect_uri: WEB_CALLBACK })).toMatch(/^(page 400|invalid_request)$/);
});

test('a client that has to sign cannot leave it (RFC 9101 §10.5)', async () => {
  const plain = {
    redirect_uri: WEB_CALLBACK,
    response_type: 'code',
    scope: 'openid',
    code_challenge: pkcePair().code_challenge,
    code_challenge_method: 'S256',
  };
  expect(await endOf(plain)).toBe('invalid_request');
  const pushed = await postForm(`${product().issuer}/oauth2/par`, plain, { method: 'basic', client_id, client_secret });
  expect(pushed.status).toBe(400);
  expect(await endOf({ request: await sign(claims()) })).toBe(GOOD);
});

test('a pushed request lives no longer than the request object in it (RFC 9126 §3)', async () => {
  const auth = { method: 'basic', client_id, client_secret } as const;
  const short = await postForm(
    `${product().issuer}/oauth2/par`,
    { request: await sign(claims({ exp: Math.floor(Date.now() / 1000) + 2 })) },
    auth,
  );
  const request_uri = String(short.json()['request_uri']);
  expect(Number(short.json()['expires_in'])).toBeLessThanOrEqual(2);
  const url = authorizationUrl(product().issuer, { client_id, request_uri });
  await waitUntil('the request_uri is refused', async () => (await new BrowserLike().open(url)).text.includes('invalid_request_uri'));
});
