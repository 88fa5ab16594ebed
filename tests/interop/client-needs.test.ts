import { contract } from '@consentry/contract';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { exchange } from '../support/http-exchange.ts';
import { managementApi } from '../support/management.ts';
import {
  authorizationUrl,
  introspect,
  jwtClaims,
  obtainCode,
  obtainTokens,
  pkcePair,
  postForm,
  postFormWith,
  redeemCode,
  refresh,
  tokenAnswer,
} from '../support/oauth-exchange.ts';
import { ALICE, ORDERS_API, publicParty, webParty, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
let issuer: string;
const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' };

beforeAll(() => {
  issuer = product().issuer;
});

async function discovery(): Promise<Record<string, unknown>> {
  return (await exchange(`${issuer}/.well-known/openid-configuration`)).json();
}

function userinfo(token: string, scheme = 'Bearer'): ReturnType<typeof exchange> {
  return exchange(`${issuer}/oauth2/userinfo`, { headers: { authorization: `${scheme} ${token}` } });
}

describe('discovery and keys', () => {
  test.each(['openid-configuration', 'oauth-authorization-server'])(
    '/.well-known/%s is public, cacheable and complete (RFC 8414 §2)',
    async (name) => {
      const answer = await exchange(`${issuer}/.well-known/${name}`, { headers: { origin: 'https://app.example' } });
      expect(answer.status).toBe(200);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      expect(answer.headers['cache-control']).toMatch(/public.*max-age=300/);
      const document = answer.json();
      expect(document['issuer']).toBe(issuer);
      for (const member of ['response_types_supported', 'subject_types_supported', 'id_token_signing_alg_values_supported']) {
        expect(document[member], member).toEqual(expect.arrayContaining([expect.any(String)]));
      }
      expect(document['code_challenge_methods_supported']).toEqual(['S256']);
      expect(document['response_types_supported']).toEqual(['code']);
      expect(document['id_token_signing_alg_values_supported']).toContain('RS256');
      expect(document['token_endpoint_auth_methods_supported']).toEqual(
        expect.arrayContaining(['client_secret_basic', 'client_secret_post', 'none']),
      );
      expect(document['scopes_supported']).toEqual(
        expect.arrayContaining(['openid', 'profile', 'email', 'phone', 'address', 'groups', 'offline_access']),
      );
      expect(document['grant_types_supported']).toEqual(
        expect.arrayContaining(['authorization_code', 'refresh_token', 'client_credentials']),
      );
      expect(document['authorization_response_iss_parameter_supported']).toBe(true);
    },
  );

  test('no member is null, at any depth', async () => {
    const nulls = JSON.stringify(await discovery(), (key, value: unknown) => (value === null ? `NULL at ${key}` : value));
    expect(nulls).not.toContain('NULL at');
  });

  test('every endpoint stands under the issuer, without a slash at its end', async () => {
    const endpoints = Object.entries(await discovery()).filter(([name]) => name.endsWith('_endpoint') || name === 'jwks_uri');
    expect(Object.fromEntries(endpoints)).toMatchObject({
      authorization_endpoint: `${issuer}/oauth2/authorize`,
      token_endpoint: `${issuer}/oauth2/token`,
      userinfo_endpoint: `${issuer}/oauth2/userinfo`,
      introspection_endpoint: `${issuer}/oauth2/introspect`,
      revocation_endpoint: `${issuer}/oauth2/revoke`,
      end_session_endpoint: `${issuer}/oauth2/logout`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
    });
    for (const [name, url] of endpoints) expect(url, name).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/.*[^/]$/);
  });

  test('the key set holds public keys of common types with kid, RS256 first (RFC 7517)', async () => {
    const answer = await exchange(`${issuer}/.well-known/jwks.json`, { headers: { origin: 'https://app.example' } });
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    const keys = answer.json()['keys'] as Record<string, unknown>[];
    // One RSA key signs RS256 and PS256, so it may name neither (RFC 7517 §4.4).
    expect(keys[0]).toMatchObject({ kty: 'RSA', use: 'sig' });
    expect([undefined, 'RS256']).toContain(keys[0]?.['alg']);
    for (const key of keys) {
      expect(['RSA', 'EC']).toContain(key['kty']);
      expect(key['kid']).toEqual(expect.any(String));
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(key).not.toHaveProperty(secret);
    }
  });

  test('the issuer is one exact string in ID token, JWT access token and every authorization response (RFC 9207 §2)', async () => {
    const party = webParty(issuer);
    const authorized = await obtainCode(party, { scope: 'openid orders:read', resource: ORDERS_API });
    expect(authorized.callback.searchParams.get('iss')).toBe(issuer);
    const tokens = tokenAnswer(await redeemCode(party, authorized));
    expect(jwtClaims(tokens.id_token)['iss']).toBe(issuer);
    const jwt = await obtainTokens(party, { scope: 'orders:read', resource: ORDERS_API });
    expect(jwtClaims(jwt.access_token)['iss']).toBe(issuer);
    const refused = await new BrowserLike().open(
      authorizationUrl(issuer, {
        client_id: 'partner-web',
        response_type: 'code',
        redirect_uri: WEB_CALLBACK,
        scope: 'openid',
        nonce: 'n',
        prompt: 'none',
      }),
    );
    expect(new URL(refused.url).searchParams.get('iss')).toBe(issuer);
  });

  test.each(['RS256', 'ES256', 'PS256'] as const)(
    'a client set to %s gets ID tokens of that algorithm that verify (OIDC Core §2)',
    async (alg) => {
      const api = await managementApi(issuer);
      const { client, client_secret } = await api(contract.clients.create, {
        body: {
          name: `Signed with ${alg}`,
          app_type: 'traditional_web',
          party: 'third_party',
          redirect_uris: [WEB_CALLBACK],
          id_token_signed_response_alg: alg,
        },
      });
      const auth = { method: 'basic', client_id: client.client_id, client_secret: client_secret ?? '' } as const;
      const { id_token } = await obtainTokens({ issuer, auth, redirect_uri: WEB_CALLBACK, answers: ALICE });
      expect(decodeProtectedHeader(id_token)).toMatchObject({ alg, kid: expect.any(String) as unknown });
      const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
      await jwtVerify(id_token, keys, { issuer, audience: client.client_id });
    },
  );
});

describe('the authorization request', () => {
  test('unknown parameters are ignored, at the token endpoint too (RFC 6749 §3.1, §3.2)', async () => {
    const party = webParty(issuer);
    const authorized = await obtainCode(party, { access_type: 'offline', include_granted_scopes: 'true', foo: 'bar' });
    const answer = await postForm(
      `${issuer}/oauth2/token`,
      {
        grant_type: 'authorization_code',
        code: authorized.code,
        redirect_uri: WEB_CALLBACK,
        code_verifier: authorized.code_verifier,
        response_type: 'code',
        scope: 'openid',
        access_type: 'offline',
      },
      party.auth,
    );
    expect(answer.status).toBe(200);
  });

  test('empty parameters are treated as absent (RFC 6749 §3.1)', async () => {
    const empty = {
      prompt: '',
      max_age: '',
      ui_locales: '',
      login_hint: '',
      acr_values: '',
      response_mode: '',
      resource: '',
      claims: '',
      display: '',
    };
    const tokens = await obtainTokens(webParty(issuer), empty);
    expect(tokens.scope).toBe('openid');
    const party = publicParty(issuer);
    const authorized = await obtainCode(party, {});
    const answer = await postForm(
      `${issuer}/oauth2/token`,
      {
        grant_type: 'authorization_code',
        code: authorized.code,
        redirect_uri: party.redirect_uri,
        code_verifier: authorized.code_verifier,
        client_secret: '',
        resource: '',
      },
      party.auth,
    );
    expect(answer.status).toBe(200);
  });

  test.each(['a b', 'a+b', '%41%20', 'ünïcødé-状態', '"><script>', 'a&b=c#d', `${'s'.repeat(500)}=`])(
    'state comes back byte for byte: %s',
    async (state) => {
      const { callback } = await obtainCode(webParty(issuer), { state });
      expect(callback.searchParams.get('state')).toBe(state);
      const cancelled = await new BrowserLike().signInAndConsent(
        authorizationUrl(issuer, {
          client_id: 'partner-web',
          response_type: 'code',
          redirect_uri: WEB_CALLBACK,
          scope: 'openid',
          state,
          nonce: 'n',
          prompt: 'consent',
        }),
        { ...ALICE, decision: 'deny' },
      );
      expect(cancelled.searchParams.get('state')).toBe(state);
    },
  );

  test.each(['select_account', 'consent', 'login', 'login consent'])('prompt=%s is accepted (OIDC Core §3.1.2.1)', async (prompt) => {
    expect((await obtainTokens(webParty(issuer), { prompt })).scope).toBe('openid');
  });

  test('a public client must send PKCE; S256 is the only method (RFC 7636 §4.3, RFC 9700 §2.1.1)', async () => {
    const base = {
      client_id: 'partner-spa',
      response_type: 'code',
      redirect_uri: publicParty(issuer).redirect_uri,
      scope: 'openid',
      nonce: 'n',
      state: 's',
    };
    const { code_verifier, code_challenge } = pkcePair();
    for (const pkce of [{}, { code_challenge: code_verifier, code_challenge_method: 'plain' }, { code_challenge: code_verifier }]) {
      const page = await new BrowserLike().open(authorizationUrl(issuer, { ...base, ...pkce }));
      expect(new URL(page.url).searchParams.get('error')).toBe('invalid_request');
    }
    const control = await new BrowserLike().open(authorizationUrl(issuer, { ...base, code_challenge, code_challenge_method: 'S256' }));
    expect(control.url).toContain('/sign-in/');
  });

  test('a confidential client sends PKCE or a nonce; a switch lifts both (product.md, Applications)', async () => {
    const open = async (client_id: string, extra: Record<string, string>): Promise<string> =>
      (
        await new BrowserLike().open(
          authorizationUrl(issuer, { client_id, response_type: 'code', redirect_uri: WEB_CALLBACK, scope: 'openid', ...extra }),
        )
      ).url;
    expect(await open('partner-web', { nonce: 'n' })).toContain('/sign-in/');
    expect(await open('partner-web', {})).toContain('error=invalid_request');
    expect(await open('strict-web', { nonce: 'n' })).toContain('error=invalid_request');
    expect(await open('legacy-web', {})).toContain('/sign-in/');
  });
});

describe('scopes', () => {
  test('offline_access that the client may not have is left out, and scope tells (OIDC Core §11)', async () => {
    const tokens = await obtainTokens(webParty(issuer, 'sign-in-only'), { scope: 'openid email offline_access', prompt: 'consent' });
    expect(tokens.scope).toBe('openid email');
    expect(tokens.refresh_token).toBe('');
  });

  test('a scope that nobody knows is left out, and scope tells (OIDC Core §3.1.2.1)', async () => {
    expect((await obtainTokens(webParty(issuer), { scope: 'openid no-such-scope email' })).scope).toBe('openid email');
  });

  test('a known scope outside the ceiling is refused by name (RFC 6749 §4.1.2.1)', async () => {
    const page = await new BrowserLike().open(
      authorizationUrl(issuer, {
        client_id: 'sign-in-only',
        response_type: 'code',
        redirect_uri: WEB_CALLBACK,
        scope: 'openid phone',
        nonce: 'n',
        state: 's',
      }),
    );
    const answer = new URL(page.url).searchParams;
    expect(answer.get('error')).toBe('invalid_scope');
    expect(answer.get('error_description')).toContain('phone');
    expect(answer.get('state')).toBe('s');
  });

  test.each(['openid profile email', 'email openid profile', 'profile email openid groups address phone'])(
    '“%s” is returned unchanged when all is granted',
    async (scope) => {
      expect((await obtainTokens(webParty(issuer), { scope })).scope).toBe(scope);
    },
  );
});

describe('tokens', () => {
  test('the token response has token_type, expires_in and scope, and no-store (RFC 6749 §5.1)', async () => {
    const party = webParty(issuer);
    const answer = await redeemCode(party, await obtainCode(party));
    expect(answer.headers['cache-control']).toContain('no-store');
    const body = answer.json();
    expect(body).toMatchObject({ token_type: 'Bearer', scope: 'openid' });
    expect(body['expires_in']).toBeGreaterThan(0);
    for (const [name, value] of Object.entries(body)) expect(value, name).not.toBeNull();
  });

  test('the ID token has nonce, iat, exp, one audience, and the same sub as userinfo (OIDC Core §2, §5.3.2)', async () => {
    const tokens = await obtainTokens(webParty(issuer), { nonce: 'the-nonce' });
    const claims = jwtClaims(tokens.id_token);
    expect(claims).toMatchObject({ nonce: 'the-nonce', aud: 'partner-web' });
    expect(claims['exp']).toBeGreaterThan(Number(claims['iat']));
    expect((await userinfo(tokens.access_token)).json()['sub']).toBe(claims['sub']);
  });

  test('a refresh gives an ID token of the same user, and a new refresh token (OIDC Core §12.2)', async () => {
    const party = webParty(issuer);
    const tokens = await obtainTokens(party, OFFLINE);
    const refreshed = tokenAnswer(await refresh(party, tokens.refresh_token));
    expect(jwtClaims(refreshed.id_token)).toMatchObject({ sub: jwtClaims(tokens.id_token)['sub'], aud: 'partner-web', iss: issuer });
    expect(refreshed.refresh_token).not.toBe('');
    expect(refreshed.scope).toBe('openid offline_access');
  });

  test('the claims of the scopes stand in userinfo alone, unless the client asks for them in the ID token (OIDC Core §5.4)', async () => {
    const lean = jwtClaims((await obtainTokens(webParty(issuer), { scope: 'openid email groups' })).id_token);
    expect(lean).not.toHaveProperty('email');
    const full = jwtClaims((await obtainTokens(webParty(issuer, 'legacy-web'), { scope: 'openid email groups' })).id_token);
    expect(full).toMatchObject({ email: 'alice@example.com', email_verified: true, groups: ['staff', 'admins'] });
  });

  test('access tokens in JWT format are accepted at userinfo', async () => {
    const tokens = await obtainTokens(webParty(issuer, 'legacy-web'), { scope: 'openid profile' });
    expect(tokens.access_token.split('.')).toHaveLength(3);
    expect((await userinfo(tokens.access_token)).json()).toMatchObject({ name: 'Alice Example' });
  });

  test('generated client ids and secrets are made of unreserved characters (RFC 3986 §2.3)', async () => {
    const api = await managementApi(issuer);
    const { client, client_secret } = await api(contract.clients.create, {
      body: { name: 'Generated', app_type: 'traditional_web', party: 'third_party', redirect_uris: [WEB_CALLBACK] },
    });
    expect(client.client_id).toMatch(/^[A-Za-z0-9._~-]+$/);
    expect(client_secret).toMatch(/^[A-Za-z0-9._~-]{32,}$/);
  });
});

describe('userinfo', () => {
  const everything = 'openid profile email phone address groups';

  test('is JSON with the claims of every scope, booleans as booleans and groups as an array (OIDC Core §5.3.2)', async () => {
    const answer = await userinfo((await obtainTokens(webParty(issuer), { scope: everything })).access_token);
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.json()).toMatchObject({
      name: 'Alice Example',
      given_name: 'Alice',
      family_name: 'Example',
      preferred_username: 'alice',
      email: 'alice@example.com',
      email_verified: true,
      phone_number: '+4930123456',
      phone_number_verified: false,
      address: { locality: 'Berlin', country: 'Germany' },
      groups: ['staff', 'admins'],
    });
  });

  test('holds no claim of a scope that was not granted, and no null', async () => {
    const claims = (await userinfo((await obtainTokens(webParty(issuer), { scope: 'openid email' })).access_token)).json();
    expect(Object.keys(claims).toSorted()).toEqual(['email', 'email_verified', 'sub']);
  });

  test.each(['Bearer', 'bearer', 'BEARER', 'bEaReR'])('takes the scheme %s in any case (RFC 7235 §2.1)', async (scheme) => {
    const { access_token } = await obtainTokens(webParty(issuer));
    expect((await userinfo(access_token, scheme)).status).toBe(200);
  });

  test('answers a POST with the token in the header or the body as well (OIDC Core §5.3.1)', async () => {
    const { access_token } = await obtainTokens(webParty(issuer));
    const byHeader = await exchange(`${issuer}/oauth2/userinfo`, { method: 'POST', headers: { authorization: `Bearer ${access_token}` } });
    expect(byHeader.status).toBe(200);
    expect((await postForm(`${issuer}/oauth2/userinfo`, { access_token })).status).toBe(200);
  });
});

describe('CORS', () => {
  const origin = 'http://127.0.0.1:4002';

  test.each(['/oauth2/token', '/oauth2/userinfo', '/oauth2/revoke'])(
    '%s answers the preflight of a page of a registered origin (Fetch §3.2)',
    async (path) => {
      const answer = await exchange(`${issuer}${path}`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' },
      });
      expect(answer.status).toBeLessThan(300);
      expect(['*', origin]).toContain(answer.headers['access-control-allow-origin']);
      expect(answer.headers['access-control-allow-headers']?.toLowerCase()).toContain('authorization');
      expect(answer.headers['access-control-allow-methods']).toContain('POST');
    },
  );

  test('the token and userinfo answers, errors included, can be read by the page of the client’s origin', async () => {
    const party = publicParty(issuer);
    const authorized = await obtainCode(party);
    const parameters = {
      grant_type: 'authorization_code',
      code: authorized.code,
      redirect_uri: party.redirect_uri,
      code_verifier: authorized.code_verifier,
    };
    const answer = await postFormWith(`${issuer}/oauth2/token`, parameters, { auth: party.auth, headers: { origin } });
    expect(answer.status).toBe(200);
    expect(['*', origin]).toContain(answer.headers['access-control-allow-origin']);
    const info = await exchange(`${issuer}/oauth2/userinfo`, {
      headers: { origin, authorization: `Bearer ${tokenAnswer(answer).access_token}` },
    });
    expect(['*', origin]).toContain(info.headers['access-control-allow-origin']);
    const spent = await postFormWith(`${issuer}/oauth2/token`, parameters, { auth: party.auth, headers: { origin } });
    expect(spent.status).toBe(400);
    expect(['*', origin]).toContain(spent.headers['access-control-allow-origin']);
  });
});

describe('revocation, introspection and logout', () => {
  test('revocation answers 200 for access tokens, refresh tokens and unknown ones (RFC 7009 §2.2)', async () => {
    const party = webParty(issuer);
    const tokens = await obtainTokens(party, OFFLINE);
    for (const token of [tokens.access_token, tokens.refresh_token, 'no-such-token']) {
      expect((await postForm(`${issuer}/oauth2/revoke`, { token }, party.auth)).status).toBe(200);
    }
    expect(await introspect(party, tokens.access_token)).toEqual({ active: false });
    expect((await refresh(party, tokens.refresh_token)).status).toBe(400);
  });

  test('a revoked refresh token takes the access tokens of its family along (RFC 7009 §2.1)', async () => {
    const party = webParty(issuer);
    const tokens = await obtainTokens(party, OFFLINE);
    await postForm(`${issuer}/oauth2/revoke`, { token: tokens.refresh_token, token_type_hint: 'access_token' }, party.auth);
    expect(await introspect(party, tokens.access_token)).toEqual({ active: false });
  });

  test('introspection tells active, sub, username, scope, aud and exp to a confidential client (RFC 7662 §2.2)', async () => {
    const party = webParty(issuer);
    const { access_token } = await obtainTokens(party, { scope: 'orders:read', resource: 'https://reports.example.com/v1' });
    expect(await introspect(party, access_token)).toMatchObject({
      active: true,
      sub: expect.any(String) as unknown,
      username: 'alice',
      scope: 'orders:read',
      aud: 'https://reports.example.com/v1',
      exp: expect.any(Number) as unknown,
    });
  });

  test('end_session needs only id_token_hint and post_logout_redirect_uri, and takes a hint from before a refresh', async () => {
    const party = webParty(issuer);
    const browser = new BrowserLike();
    const tokens = await obtainTokens(party, OFFLINE, browser);
    await refresh(party, tokens.refresh_token);
    const url = new URL(`${issuer}/oauth2/logout`);
    url.search = new URLSearchParams({
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: 'http://127.0.0.1:4001/signed-out',
    }).toString();
    let page = await browser.open(url);
    const form = page.forms.find(({ buttons }) => buttons.some(({ name }) => name === 'logout'));
    if (form !== undefined) page = await browser.submit(page, form, { button: { name: 'logout', value: 'yes' } });
    expect(page.url).toBe('http://127.0.0.1:4001/signed-out');
  });
});
