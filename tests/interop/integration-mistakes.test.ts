import { createHash, randomBytes } from 'node:crypto';
import { contract, type ApiClient } from '@consentry/contract';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import * as openid from 'openid-client';
import { beforeAll, describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { exchange, type Exchange } from '../support/http-exchange.ts';
import { managementApi } from '../support/management.ts';
import {
  authorizationUrl,
  basicHeader,
  obtainCode,
  obtainTokens,
  pkcePair,
  postFormWith,
  redeemCode,
  refresh,
  tokenAnswer,
} from '../support/oauth-exchange.ts';
import { expectLogged, expectNothingTold, type Expected } from '../support/refusal-log.ts';
import { CREDENTIALS, ORDERS_API, publicParty, WEB_CALLBACK, webParty } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * Mistakes that developers make when they connect an application. For each the log names the mistake and the mend, under the reference
 * that the answer gave; nothing secret is stored; and with the mend the same request works.
 */
const product = useProduct();
const { clients } = contract;
const PARTNER_AUTH = { method: 'basic', ...CREDENTIALS['partner-web'] } as const;
const MACHINE = CREDENTIALS['partner-machine'];
const SPA_CALLBACK = 'http://127.0.0.1:4002/callback';

let api: ApiClient;
beforeAll(async () => {
  api = await managementApi(product().issuer);
});

const expectMistake = (answer: Exchange, wanted: Expected) => expectLogged(api, answer, wanted);

/** An authorization request of Partner Web as it should be, with what a test changes; an empty value leaves the parameter out. */
function authorize(changed: Record<string, string | string[]> = {}): Promise<Exchange> {
  const right = {
    client_id: 'partner-web',
    response_type: 'code',
    redirect_uri: WEB_CALLBACK,
    scope: 'openid',
    state: `state-${randomBytes(8).toString('hex')}`,
    nonce: `nonce-${randomBytes(8).toString('hex')}`,
    code_challenge: pkcePair().code_challenge,
    code_challenge_method: 'S256',
  };
  const sent = Object.fromEntries(Object.entries({ ...right, ...changed }).filter(([, value]) => value !== ''));
  return new BrowserLike().send(authorizationUrl(product().issuer, sent));
}

/** The request was good: the person is sent to sign in. */
function expectSignIn(answer: Exchange): void {
  expect([answer.status, answer.headers.location]).toEqual([303, expect.stringContaining('/sign-in/')]);
}

const at = (path: string): string => product().issuer + path;

function token(parameters: Record<string, string>, how: Parameters<typeof postFormWith>[2] = {}): Promise<Exchange> {
  return postFormWith(at('/oauth2/token'), parameters, how);
}

const machineToken = (how: Parameters<typeof postFormWith>[2], parameters: Record<string, string> = {}): Promise<Exchange> =>
  token({ grant_type: 'client_credentials', resource: ORDERS_API, ...parameters }, how);

describe('redirect URI', () => {
  test('1 a slash too many (RFC 9700 §4.1.3): the nearest registered one and the difference, and adding it mends it', async () => {
    const redirect_uri = `${WEB_CALLBACK}/`;
    const entry = await expectMistake(await authorize({ redirect_uri }), {
      mistake: 'redirect_uri_mismatch',
      expected: `Exactly “${WEB_CALLBACK}”. The difference: a slash at the end that is not registered`,
      mend: `Send “${WEB_CALLBACK}”, or register “${redirect_uri}”`,
      fix: { kind: 'redirect_uri', value: redirect_uri, resource: null },
    });
    await api(clients.update, { params: { client_id: 'partner-web' }, body: { redirect_uris: [WEB_CALLBACK, entry.fix?.value ?? ''] } });
    expectSignIn(await authorize({ redirect_uri }));
    await api(clients.update, { params: { client_id: 'partner-web' }, body: { redirect_uris: [WEB_CALLBACK] } });
  });

  test('2 another port: sending what is registered mends it', async () => {
    await expectMistake(await authorize({ redirect_uri: 'http://127.0.0.1:3000/callback' }), {
      mistake: 'redirect_uri_mismatch',
      expected: 'the port: 3000 came, 4001 is registered',
      mend: `Send “${WEB_CALLBACK}”`,
    });
    expectSignIn(await authorize());
  });

  test('3 the address that the page is at, with the code of the last sign-in: the code is not stored, and nothing is offered to click', async () => {
    const code = randomBytes(16).toString('base64url');
    const entry = await expectMistake(await authorize({ redirect_uri: `${WEB_CALLBACK}?code=${code}&state=abc123` }), {
      mistake: 'redirect_uri_mismatch',
      expected: 'a query (the part after “?”) that is not registered',
      mend: `Send “${WEB_CALLBACK}”`,
      secrets: [code, 'abc123'],
    });
    expect(entry.fix).toBeNull();
  });

  test('4 none at all (OIDC Core §3.1.2.1)', async () => {
    await expectMistake(await authorize({ redirect_uri: '' }), {
      mistake: 'parameter_missing',
      came: "'redirect_uri'",
      mend: 'Send the named parameter',
    });
  });

  test('5 an address after sign-out that is not registered (OIDC RP-Initiated Logout §3): adding it mends it', async () => {
    const uri = 'http://127.0.0.1:4001/bye';
    const logout = () =>
      new BrowserLike().send(new URL(at(`/oauth2/logout?client_id=partner-web&post_logout_redirect_uri=${encodeURIComponent(uri)}`)));
    const entry = await expectMistake(await logout(), {
      mistake: 'post_logout_redirect_uri_mismatch',
      expected: 'the path: /bye came, /signed-out is registered',
      mend: `register “${uri}”`,
      fix: { kind: 'post_logout_redirect_uri', value: uri },
    });
    const both = ['http://127.0.0.1:4001/signed-out', entry.fix?.value ?? ''];
    await api(clients.update, { params: { client_id: 'partner-web' }, body: { post_logout_redirect_uris: both } });
    expect((await logout()).status).toBe(200);
  });
});

describe('client authentication (RFC 6749 §2.3)', () => {
  test('6 a client id with a typing error', async () => {
    await expectMistake(await authorize({ client_id: 'partner-wep' }), {
      mistake: 'client_unknown',
      came: 'partner-wep',
      mend: 'Copy the client id from the application’s page',
    });
  });

  test('7 client id and secret mixed up: the secret is not stored', async () => {
    const secret = randomBytes(32).toString('base64url');
    const answer = await machineToken({ auth: { method: 'basic', client_id: secret, client_secret: MACHINE.client_id } });
    expectNothingTold(answer);
    await expectMistake(answer, { mistake: 'client_unknown', mend: 'easily mixed up', secrets: [secret, secret.slice(0, 8)] });
  });

  test('8 a wrong secret, with a client library', async () => {
    const wrong = `${MACHINE.client_secret} `;
    const config = await openid.discovery(new URL(product().issuer), MACHINE.client_id, undefined, openid.ClientSecretPost(wrong), {
      execute: [openid.allowInsecureRequests],
    });
    const failure: unknown = await openid.clientCredentialsGrant(config, { resource: ORDERS_API }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ error: 'invalid_client', error_description: expect.stringContaining('(reference ') });
    const answer = await machineToken({ auth: { method: 'basic', client_id: MACHINE.client_id, client_secret: wrong } });
    expectNothingTold(answer);
    await expectMistake(answer, { mistake: 'client_secret_wrong', mend: 'cut off spaces and line ends', secrets: [MACHINE.client_secret] });
    expect((await machineToken({ auth: { method: 'basic', ...MACHINE } })).status).toBe(200);
  });

  test('9 a secret that has expired', async () => {
    const { client_secret } = await api(clients.createSecret, {
      params: { client_id: MACHINE.client_id },
      body: { name: 'short', expires_at: new Date(Date.now() + 1500).toISOString() },
    });
    const how = { auth: { method: 'basic', client_id: MACHINE.client_id, client_secret } } as const;
    const answer = await waitUntil('the secret expires', async () => {
      const tried = await machineToken(how);
      return tried.status === 401 && tried;
    });
    expectNothingTold(answer);
    await expectMistake(answer, { mistake: 'client_secret_expired', mend: 'Add a new secret', secrets: [client_secret] });
  });

  test('10 no secret from an application that has one', async () => {
    const answer = await machineToken({ auth: { method: 'none', client_id: MACHINE.client_id } });
    expectNothingTold(answer);
    await expectMistake(answer, { mistake: 'client_auth_missing', mend: 'Send the client secret' });
  });

  test('11 a secret from an application that has none', async () => {
    const answer = await token(
      { grant_type: 'refresh_token', refresh_token: 'x' },
      { auth: { method: 'basic', client_id: 'partner-spa', client_secret: 'made-up-secret-value' } },
    );
    expectNothingTold(answer);
    await expectMistake(answer, {
      mistake: 'client_auth_method_wrong',
      mend: 'Send client_id as a form parameter and no secret',
      client_id: 'partner-spa',
      secrets: ['made-up-secret-value'],
    });
  });

  test('12 a secret with special characters that were not encoded (RFC 6749 §2.3.1)', async () => {
    const raw = Buffer.from(`partner-web:${PARTNER_AUTH.client_secret}`).toString('base64');
    const answer = await token({ grant_type: 'refresh_token', refresh_token: 'x' }, { headers: { authorization: `Basic ${raw}` } });
    await expectMistake(answer, {
      mistake: 'client_auth_malformed',
      came: 'not properly encoded',
      mend: 'Let the library build the Authorization header',
      client_id: 'partner-web',
      secrets: [raw, PARTNER_AUTH.client_secret],
    });
  });

  test('13 no client named at all', async () => {
    await expectMistake(await token({ grant_type: 'client_credentials' }), { mistake: 'client_missing', mend: 'Send client_id' });
  });
});

describe('client assertions (RFC 7523 §3)', () => {
  let key: CryptoKey;
  let keyed: string;
  beforeAll(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    key = pair.privateKey;
    const { client } = await api(clients.create, {
      body: {
        name: 'Keyed',
        app_type: 'machine_to_machine',
        party: 'first_party',
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [{ ...(await exportJWK(pair.publicKey)), alg: 'ES256', kid: 'one' }] },
        resource_scopes: { [ORDERS_API]: ['orders:read'] },
      },
    });
    keyed = client.client_id;
  });

  const now = (): number => Math.floor(Date.now() / 1000);

  function assertion(claims: { exp?: number; nbf?: number; jti?: string } = {}, signedWith = key): Promise<string> {
    return new SignJWT({ jti: randomBytes(8).toString('hex'), exp: now() + 60, iat: now(), ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(keyed)
      .setSubject(keyed)
      .setAudience(product().issuer)
      .sign(signedWith);
  }

  const ask = (client_assertion: string): Promise<Exchange> =>
    machineToken({}, { client_assertion, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' });

  test('14 a clock that is five minutes slow: by how much, and what mends it', async () => {
    const sent = await assertion({ exp: now() - 240 });
    await expectMistake(await ask(sent), {
      mistake: 'client_assertion_clock',
      came: 'expired 24',
      mend: 'Set the clock of the machine',
      client_id: keyed,
      secrets: [sent, sent.split('.')[2] ?? ''],
    });
    expect((await ask(await assertion())).status).toBe(200);
  });

  test('15 a clock that is five minutes fast', async () => {
    await expectMistake(await ask(await assertion({ nbf: now() + 300, exp: now() + 360 })), {
      mistake: 'client_assertion_clock',
      came: 'begins in 30',
      mend: 'Set the clock of the machine',
    });
  });

  test('16 the same assertion twice', async () => {
    const sent = await assertion();
    expect((await ask(sent)).status).toBe(200);
    await expectMistake(await ask(sent), {
      mistake: 'client_assertion_reused',
      mend: 'a new client assertion for each request',
      secrets: [sent],
    });
  });

  test('17 signed with a key that is not registered', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const sent = await assertion({}, privateKey);
    await expectMistake(await ask(sent), {
      mistake: 'client_assertion_invalid',
      came: 'alg ES256',
      mend: 'register the public key',
      secrets: [sent],
    });
  });
});

describe('PKCE (RFC 7636)', () => {
  test('18 none, from a single-page app', async () => {
    const spa = { client_id: 'partner-spa', redirect_uri: SPA_CALLBACK };
    await expectMistake(await authorize({ ...spa, code_challenge: '', code_challenge_method: '' }), {
      mistake: 'pkce_missing',
      mend: 'Turn PKCE on in the client library',
      client_id: 'partner-spa',
    });
    expectSignIn(await authorize(spa));
  });

  test('19 the method plain (RFC 9700 §2.1.1)', async () => {
    const { code_verifier } = pkcePair();
    await expectMistake(await authorize({ code_challenge: code_verifier, code_challenge_method: 'plain' }), {
      mistake: 'pkce_method_unsupported',
      came: '“plain”',
      mend: 'Set the client library’s challenge method to S256',
      secrets: [code_verifier],
    });
  });

  test('20 no verifier at the token endpoint', async () => {
    const party = webParty(product().issuer);
    const { code } = await obtainCode(party);
    const answer = await token({ grant_type: 'authorization_code', code, redirect_uri: WEB_CALLBACK }, { auth: party.auth });
    await expectMistake(answer, { mistake: 'pkce_verifier_missing', mend: 'send it with the code', secrets: [code] });
  });

  test('21 the verifier of another sign-in: with the right one the code still works', async () => {
    const party = webParty(product().issuer);
    const authorized = await obtainCode(party);
    const other = pkcePair().code_verifier;
    const answer = await redeemCode(party, { ...authorized, code_verifier: other });
    expect(answer.json()['error_description']).toMatch(/^grant request is invalid \(reference/);
    await expectMistake(answer, {
      mistake: 'pkce_verifier_mismatch',
      mend: 'Send the verifier of the same sign-in',
      secrets: [authorized.code, other],
    });
    expect((await redeemCode(party, authorized)).status).toBe(200);
  });

  test('22 a challenge in hexadecimal digits', async () => {
    const party = webParty(product().issuer);
    const { code_verifier } = pkcePair();
    const code_challenge = createHash('sha256').update(code_verifier).digest('hex');
    const { code } = await obtainCode(party, { code_challenge });
    await expectMistake(await redeemCode(party, { code, code_verifier }), {
      mistake: 'pkce_verifier_mismatch',
      came: 'in hexadecimal digits',
      mend: 'Encode the SHA-256 bytes, not their text',
      secrets: [code, code_verifier, code_challenge],
    });
  });
});

describe('scope and resource', () => {
  test('23 a scope outside of what the application may have: allowing it mends it', async () => {
    const changed = { client_id: 'sign-in-only', scope: 'openid phone' };
    await expectMistake(await authorize(changed), {
      mistake: 'scope_not_allowed',
      expected: '“phone” exists, but is not',
      mend: 'Allow “phone” under Permissions',
      fix: { kind: 'scope', value: 'phone', resource: null },
    });
    await api(clients.update, { params: { client_id: 'sign-in-only' }, body: { scopes: ['openid', 'profile', 'email', 'phone'] } });
    expectSignIn(await authorize(changed));
  });

  test('24 a scope of an API outside of it: allowing it mends it', async () => {
    const changed = { client_id: 'sign-in-only', scope: 'openid orders:read', resource: ORDERS_API };
    await expectMistake(await authorize(changed), {
      mistake: 'scope_not_allowed',
      mend: `Allow “orders:read” of “${ORDERS_API}”`,
      fix: { kind: 'scope', value: 'orders:read', resource: ORDERS_API },
    });
    await api(clients.update, { params: { client_id: 'sign-in-only' }, body: { resource_scopes: { [ORDERS_API]: ['orders:read'] } } });
    expectSignIn(await authorize(changed));
  });

  test('25 scopes with commas: openid is not among them (OIDC Core §3.1.2.1)', async () => {
    await expectMistake(await authorize({ scope: 'openid,profile' }), {
      mistake: 'scope_openid_missing',
      came: 'openid,profile',
      mend: 'Add openid',
    });
    expectSignIn(await authorize({ scope: 'openid profile' }));
  });

  test('26 a resource with a slash that it does not have (RFC 8707 §2)', async () => {
    await expectMistake(await authorize({ resource: `${ORDERS_API}/`, scope: 'openid orders:read' }), {
      mistake: 'resource_unknown',
      came: `${ORDERS_API}/`,
      mend: 'an added slash makes another resource',
    });
    expectSignIn(await authorize({ resource: ORDERS_API, scope: 'openid orders:read' }));
  });

  test('27 a resource at the token endpoint that the authorization did not name (RFC 8707 §2.2)', async () => {
    const party = webParty(product().issuer);
    const { code, code_verifier } = await obtainCode(party);
    const redeem = (resource: Record<string, string>) =>
      token({ grant_type: 'authorization_code', code, code_verifier, redirect_uri: WEB_CALLBACK, ...resource }, { auth: party.auth });
    await expectMistake(await redeem({ resource: ORDERS_API }), {
      mistake: 'resource_not_granted',
      mend: 'in the authorization request and in the token request',
    });
    expect((await redeem({})).status).toBe(200);
  });
});

describe('grant and response types', () => {
  test('28 the password grant (RFC 9700 §2.4)', async () => {
    const answer = await token({ grant_type: 'password', username: 'alice-at-home', password: 'her-own-password' }, { auth: PARTNER_AUTH });
    await expectMistake(answer, {
      mistake: 'grant_type_unsupported',
      came: 'password',
      mend: 'The password grant does not exist any more',
      secrets: ['alice-at-home', 'her-own-password'],
    });
  });

  test('29 client credentials from an application with users', async () => {
    await expectMistake(await token({ grant_type: 'client_credentials' }, { auth: PARTNER_AUTH }), {
      mistake: 'grant_type_not_allowed',
      expected: 'authorization_code',
      mend: 'Use a grant type of this application',
    });
  });

  test('30 the implicit flow (RFC 9700 §2.1.2)', async () => {
    await expectMistake(await authorize({ response_type: 'token' }), { mistake: 'response_type_unsupported', mend: 'response_type=code' });
  });
});

describe('codes (RFC 6749 §4.1.3)', () => {
  test('31 redeemed twice, and once more', async () => {
    const party = webParty(product().issuer);
    const authorized = await obtainCode(party);
    expect((await redeemCode(party, authorized)).status).toBe(200);
    for (let again = 0; again < 2; again += 1) {
      await expectMistake(await redeemCode(party, authorized), {
        mistake: 'code_reused',
        mend: 'in one place only',
        secrets: [authorized.code],
      });
    }
  });

  test('32 redeemed by another application: its own log says so, and tells nothing of the other', async () => {
    const authorized = await obtainCode(webParty(product().issuer));
    const entry = await expectMistake(await redeemCode(webParty(product().issuer, 'legacy-web'), authorized), {
      mistake: 'code_of_another_client',
      mend: 'Use the same client_id',
      client_id: 'legacy-web',
      secrets: [authorized.code],
    });
    expect(JSON.stringify(entry)).not.toContain('partner-web');
  });

  test('33 with another redirect URI than the authorization request’s', async () => {
    const party = webParty(product().issuer);
    const authorized = await obtainCode(party);
    await expectMistake(await redeemCode({ ...party, redirect_uri: 'http://localhost:4001/callback' }, authorized), {
      mistake: 'code_redirect_uri_mismatch',
      expected: 'the host: localhost came, 127.0.0.1 is registered',
      mend: 'the same redirect_uri in both requests',
    });
    expect((await redeemCode(party, authorized)).status).toBe(200);
  });

  test('34 cut short on its way', async () => {
    const party = webParty(product().issuer);
    const authorized = await obtainCode(party);
    const code = authorized.code.slice(0, -3);
    await expectMistake(await redeemCode(party, { ...authorized, code }), { mistake: 'code_unknown', mend: 'not cut', secrets: [code] });
  });
});

describe('refresh and access tokens', () => {
  test('35 a refresh token used twice (RFC 9700 §4.14.2)', async () => {
    const party = webParty(product().issuer);
    const { refresh_token } = await obtainTokens(party, { scope: 'openid offline_access', prompt: 'consent' });
    const next = tokenAnswer(await refresh(party, refresh_token)).refresh_token;
    expect((await refresh(party, next)).status).toBe(200);
    for (let again = 0; again < 2; again += 1) {
      await expectMistake(await refresh(party, refresh_token), {
        mistake: 'refresh_token_reused',
        mend: 'Store the new refresh token',
        secrets: [refresh_token],
      });
    }
  });

  test('36 a refresh token that was revoked, and one of another application', async () => {
    const party = webParty(product().issuer);
    const { refresh_token } = await obtainTokens(party, { scope: 'openid offline_access', prompt: 'consent' });
    await expectMistake(await refresh(webParty(product().issuer, 'legacy-web'), refresh_token), {
      mistake: 'refresh_token_of_another_client',
      mend: 'Refresh with the client id that the user signed in with',
      client_id: 'legacy-web',
    });
    expect((await postFormWith(at('/oauth2/revoke'), { token: refresh_token }, { auth: party.auth })).status).toBe(200);
    await expectMistake(await refresh(party, refresh_token), {
      mistake: 'refresh_token_revoked',
      came: 'by the application or an operator',
      mend: 'Start the sign-in again',
      secrets: [refresh_token],
    });
  });

  test('37 the ID token at userinfo instead of the access token; the right one works (RFC 6750 §2.1)', async () => {
    const { id_token, access_token } = await obtainTokens(webParty(product().issuer));
    const userinfo = (bearer: string) => exchange(at('/oauth2/userinfo'), { headers: { authorization: `Bearer ${bearer}` } });
    await expectMistake(await userinfo(id_token), {
      mistake: 'access_token_invalid',
      mend: 'An ID token is no access token',
      secrets: [id_token],
    });
    expect((await userinfo(access_token)).status).toBe(200);
  });

  test('38 userinfo without a token', async () => {
    await expectMistake(await exchange(at('/oauth2/userinfo')), { mistake: 'access_token_missing', mend: 'in the Authorization header' });
  });
});

describe('how it is sent', () => {
  test('39 from a page of another origin: adding the origin mends it', async () => {
    const party = publicParty(product().issuer);
    const origin = 'http://127.0.0.1:5173';
    const authorized = await obtainCode(party);
    const redeem = () =>
      token(
        { grant_type: 'authorization_code', code: authorized.code, code_verifier: authorized.code_verifier, redirect_uri: SPA_CALLBACK },
        { auth: party.auth, headers: { origin } },
      );
    const refused = await redeem();
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
    const entry = await expectMistake(refused, {
      mistake: 'origin_not_allowed',
      came: origin,
      mend: `Add the origin “${origin}”`,
      fix: { kind: 'cors_origin', value: origin, resource: null },
      client_id: 'partner-spa',
      secrets: [authorized.code, authorized.code_verifier],
    });
    await api(clients.update, { params: { client_id: 'partner-spa' }, body: { cors_origins: [entry.fix?.value ?? ''] } });
    const answer = await redeem();
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, origin]);
  });

  test('40 JSON instead of a form, as some HTTP libraries do by themselves: it is known whose it is, and the secret is not stored', async () => {
    const body = JSON.stringify({ grant_type: 'client_credentials', ...MACHINE });
    const answer = await exchange(at('/oauth2/token'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body,
    });
    await expectMistake(answer, {
      mistake: 'content_type_wrong',
      came: 'application/json',
      mend: 'new URLSearchParams',
      client_id: MACHINE.client_id,
      secrets: [MACHINE.client_secret],
    });
  });

  test('41 GET at the token endpoint: the secret in the address is not stored', async () => {
    const url = at(`/oauth2/token?grant_type=client_credentials&client_id=${MACHINE.client_id}&client_secret=${MACHINE.client_secret}`);
    await expectMistake(await exchange(url, { headers: { accept: 'application/json' } }), {
      mistake: 'http_method_wrong',
      came: 'GET “/oauth2/token”',
      mend: 'Send it as a POST with a form body',
      client_id: MACHINE.client_id,
      secrets: [MACHINE.client_secret],
    });
  });

  test('42 a parameter twice (RFC 6749 §3.1)', async () => {
    await expectMistake(await authorize({ scope: ['openid', 'profile'] }), {
      mistake: 'parameter_repeated',
      came: "'scope'",
      mend: 'several scopes go into one value',
    });
  });

  test('43 an endpoint of another product', async () => {
    const url = at('/oauth2/v1/token');
    const headers = { authorization: basicHeader(MACHINE.client_id, MACHINE.client_secret) };
    await expectMistake(await exchange(url, { method: 'POST', headers, body: '' }), {
      mistake: 'path_unknown',
      came: '/oauth2/v1/token',
      mend: 'Take the endpoints from the discovery document',
      client_id: MACHINE.client_id,
      secrets: [headers.authorization],
    });
  });

  test('44 a value that does not exist', async () => {
    await expectMistake(await authorize({ prompt: 'always' }), {
      mistake: 'parameter_invalid',
      came: 'prompt',
      mend: 'Correct the named parameter',
    });
  });

  test('45 an application that is disabled: enabling it mends it', async () => {
    await api(clients.disable, { params: { client_id: MACHINE.client_id }, body: { reason: 'Under review' } });
    const answer = await machineToken({ auth: { method: 'basic', ...MACHINE } });
    await expectMistake(answer, { mistake: 'client_disabled', mend: 'Enable the application again', client_id: MACHINE.client_id });
    await api(clients.enable, { params: { client_id: MACHINE.client_id } });
    expect((await machineToken({ auth: { method: 'basic', ...MACHINE } })).status).toBe(200);
  });
});
