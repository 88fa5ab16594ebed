import { createHmac, generateKeyPairSync } from 'node:crypto';
import { importJWK, exportSPKI, SignJWT, type JWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { exchange } from '../support/http-exchange.ts';
import { managementToken } from '../support/management.ts';
import {
  authorizationUrl,
  clientCredentialsToken,
  jwtClaims,
  obtainCode,
  obtainTokens,
  postForm,
  refresh,
  tokenAnswer,
} from '../support/oauth-exchange.ts';
import { CREDENTIALS, ORDERS_API, REPORTS_API, webParty, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

async function statusAt(path: string, token: string): Promise<number> {
  return (await exchange(`${product().issuer}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
}

const machine = { ...CREDENTIALS['partner-machine'], method: 'basic' } as const;

describe('a token is worth something only where it is meant for (RFC 9068 §4, RFC 9700 §2.3)', () => {
  test('an ID token is no access token, and no access token is taken for a hint', async () => {
    const tokens = await obtainTokens(webParty(product().issuer));
    expect(await statusAt('/oauth2/userinfo', tokens.id_token)).toBe(401);
    expect(await statusAt('/api/v1/clients', tokens.id_token)).toBe(401);
    expect(await statusAt('/oauth2/userinfo', tokens.access_token)).toBe(200);
  });

  test('a user’s access token opens no management API', async () => {
    for (const clientId of ['partner-web', 'legacy-web', 'first-web'] as const) {
      const tokens = await obtainTokens(webParty(product().issuer, clientId));
      expect(await statusAt('/api/v1/clients', tokens.access_token)).toBe(401);
      expect(await statusAt('/api/v1/caller', tokens.access_token)).toBe(401);
    }
    expect(await statusAt('/api/v1/clients', await managementToken(product().issuer))).toBe(200);
  });

  test('a token for another API opens neither the management API nor userinfo', async () => {
    const token = await clientCredentialsToken(product().issuer, machine, { resource: ORDERS_API, scope: 'orders:read' });
    expect(await statusAt('/api/v1/clients', token)).toBe(401);
    expect(await statusAt('/oauth2/userinfo', token)).toBe(401);
    const ofUser = await obtainTokens(webParty(product().issuer), { scope: 'orders:read', resource: ORDERS_API });
    expect([401, 403]).toContain(await statusAt('/oauth2/userinfo', ofUser.access_token));
  });

  test('a refresh token is no access token', async () => {
    const party = webParty(product().issuer);
    const tokens = await obtainTokens(party, { scope: 'openid offline_access', prompt: 'consent' });
    expect(await statusAt('/oauth2/userinfo', tokens.refresh_token)).toBe(401);
    expect((await refresh(party, tokens.access_token)).json()['error']).toBe('invalid_grant');
    expect((await refresh(party, tokens.refresh_token)).status).toBe(200);
  });
});

describe('a forged JWT is refused (RFC 8725 §2)', () => {
  interface Forgeries {
    genuine: string;
    forged: [string, string][];
  }

  async function forge(genuine: string): Promise<Forgeries> {
    const [header = '', payload = '', signature = ''] = genuine.split('.');
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const protectedHeader = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as { alg: string; kid: string; typ?: string };
    const claims = jwtClaims(genuine);
    const keys = (await exchange(`${product().issuer}/.well-known/jwks.json`)).json()['keys'] as JWK[];
    const jwk = keys.find(({ kid }) => kid === protectedHeader.kid) ?? {};
    const imported = await importJWK(jwk, protectedHeader.alg);
    const pem = imported instanceof Uint8Array ? '' : await exportSPKI(imported);
    const hmac = (key: string): string => {
      const input = `${encode({ ...protectedHeader, alg: 'HS256' })}.${payload}`;
      return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
    };
    const { privateKey } =
      jwk.kty === 'EC' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
    const ownKey = await new SignJWT(claims).setProtectedHeader(protectedHeader).sign(privateKey);
    const embedded = await new SignJWT(claims).setProtectedHeader({ ...protectedHeader, jwk }).sign(privateKey);
    return {
      genuine,
      forged: [
        ['alg none', `${encode({ ...protectedHeader, alg: 'none' })}.${payload}.`],
        ['alg None with the signature', `${encode({ ...protectedHeader, alg: 'None' })}.${payload}.${signature}`],
        ['HS256 with the public key as PEM', hmac(pem)],
        ['HS256 with the public key as JSON', hmac(JSON.stringify(jwk))],
        ['another key under the same kid', ownKey],
        ['a key of its own in the header', embedded],
        ['more scope', `${header}.${encode({ ...claims, scope: 'clients:read clients:write users:write openid email' })}.${signature}`],
        ['a later expiry', `${header}.${encode({ ...claims, exp: Number(claims['exp']) + 3600 })}.${signature}`],
        ['a cut signature', `${header}.${payload}.${signature.slice(0, -4)}`],
        ['no signature', `${header}.${payload}.`],
      ],
    };
  }

  test('at the management API', async () => {
    const { genuine, forged } = await forge(await managementToken(product().issuer, 'test-management', ['clients:read']));
    for (const [name, token] of forged) expect([name, await statusAt('/api/v1/clients', token)]).toEqual([name, 401]);
    expect(await statusAt('/api/v1/clients', genuine)).toBe(200);
  });

  test('at userinfo, where access tokens in JWT format are taken', async () => {
    const party = webParty(product().issuer, 'legacy-web');
    const { genuine, forged } = await forge((await obtainTokens(party)).access_token);
    for (const [name, token] of forged) {
      expect([name, await statusAt('/oauth2/userinfo', token)]).toEqual([name, 401]);
    }
    expect(await statusAt('/oauth2/userinfo', genuine)).toBe(200);
  });
});

describe('scopes of two APIs never mix (product.md, Permissions)', () => {
  test('consent to a scope of one API is no consent to the scope of the same name at another', async () => {
    const party = webParty(product().issuer, 'strict-web');
    const first = await obtainCode(party, { scope: 'orders:read', resource: ORDERS_API });
    expect(first.browser.answered).toContain('consent');
    const again = await obtainCode(party, { scope: 'orders:read', resource: ORDERS_API });
    expect(again.browser.answered).toEqual(['sign-in']);
    const other = await obtainCode(party, { scope: 'orders:read', resource: REPORTS_API });
    expect(other.browser.answered).toEqual(['sign-in', 'consent']);
  });

  test('a refresh token for one API gives no token for another (RFC 8707 §2.2)', async () => {
    const party = webParty(product().issuer);
    const ask = async (resource: string): ReturnType<typeof refresh> => {
      const { refresh_token } = await obtainTokens(party, { scope: 'orders:read offline_access', resource: ORDERS_API, prompt: 'consent' });
      return postForm(`${product().issuer}/oauth2/token`, { grant_type: 'refresh_token', refresh_token, resource }, party.auth);
    };
    const crossed = await ask(REPORTS_API);
    expect([crossed.status, crossed.json()['error']]).toEqual([400, expect.stringMatching(/^invalid_(target|grant|scope)$/)]);
    const control = await ask(ORDERS_API);
    expect(jwtClaims(tokenAnswer(control).access_token)).toMatchObject({ aud: ORDERS_API, scope: 'orders:read' });
  });

  test.each([
    ['an unknown resource', { resource: 'https://unknown.example.com', scope: 'orders:read' }],
    ['a resource with a slash more', { resource: `${ORDERS_API}/`, scope: 'orders:read' }],
    ['a resource with a fragment', { resource: `${ORDERS_API}#x`, scope: 'orders:read' }],
    ['no absolute URI', { resource: 'orders', scope: 'orders:read' }],
  ])('%s is refused (RFC 8707 §2)', async (_, parameters) => {
    const answer = await postForm(`${product().issuer}/oauth2/token`, { grant_type: 'client_credentials', ...parameters }, machine);
    expect(answer.status).toBe(400);
    expect(answer.json()['error']).toMatch(/^invalid_(target|scope|request)$/);
    const control = await postForm(
      `${product().issuer}/oauth2/token`,
      { grant_type: 'client_credentials', resource: ORDERS_API, scope: 'orders:read' },
      machine,
    );
    expect(control.status).toBe(200);
  });
});

describe('the management API is for those it was given to', () => {
  test('a machine without management scopes gets no scope of it', async () => {
    const parameters = { grant_type: 'client_credentials', resource: `${product().issuer}/api/v1`, scope: 'clients:read' };
    const answer = await postForm(`${product().issuer}/oauth2/token`, parameters, machine);
    if (answer.status === 200) expect(await statusAt('/api/v1/clients', tokenAnswer(answer).access_token)).toBeGreaterThanOrEqual(401);
    else expect(answer.json()['error']).toMatch(/^invalid_(target|scope)$/);
  });

  test('a third-party app cannot ask a user, even an operator, for it', async () => {
    const url = authorizationUrl(product().issuer, {
      client_id: 'partner-web',
      response_type: 'code',
      redirect_uri: WEB_CALLBACK,
      scope: 'openid clients:write',
      resource: `${product().issuer}/api/v1`,
      nonce: 'n',
      state: 's',
    });
    const page = await new BrowserLike().open(url);
    expect(new URL(page.url).searchParams.get('error')).toMatch(/^invalid_(target|scope)$/);
  });
});
