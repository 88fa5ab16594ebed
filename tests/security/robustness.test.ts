import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { exchange, formBody, type Exchange } from '../support/http-exchange.ts';
import { managementToken } from '../support/management.ts';
import { authorizationUrl, obtainCode, obtainTokens, postForm, redeemCode, tokenAnswer } from '../support/oauth-exchange.ts';
import { ALICE, publicParty, webParty, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
const MEGABYTE = 'x'.repeat(1024 * 1024);

afterEach(async () => {
  expect(product().process.hasEnded()).toBe(false);
  expect((await exchange(`${product().issuer}/readyz`)).status).toBe(200);
});

async function sendApi(body: string, path = '/users'): Promise<Exchange> {
  const token = await managementToken(product().issuer);
  return exchange(`${product().issuer}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });
}

/** A large body may be refused before it is read to its end, which closes the connection on the sender. */
function orClosed(sent: Promise<Exchange>): Promise<number> {
  return sent.then(
    ({ status }) => status,
    (error: unknown) =>
      error instanceof Error && 'code' in error && /EPIPE|ECONNRESET/.test(String(error.code)) ? 413 : Promise.reject(error),
  );
}

const requestParameters = {
  client_id: 'partner-web',
  response_type: 'code',
  redirect_uri: WEB_CALLBACK,
  scope: 'openid',
  nonce: 'n',
  state: 's',
};

describe('a body of 1 MB is refused', () => {
  test('by the OAuth endpoints', async () => {
    for (const path of ['token', 'introspect', 'revoke', 'authorize', 'userinfo', 'logout']) {
      const status = await orClosed(
        postForm(`${product().issuer}/oauth2/${path}`, { grant_type: 'client_credentials', padding: MEGABYTE }),
      );
      expect([path, status]).toEqual([path, 413]);
    }
    expect((await redeemCode(webParty(product().issuer), await obtainCode(webParty(product().issuer)))).status).toBe(200);
  });

  test('by the hosted pages', async () => {
    const browser = new BrowserLike();
    const page = await browser.open(authorizationUrl(product().issuer, requestParameters));
    const form = page.forms.find(({ controls }) => controls.includes('password'));
    const body = formBody({ ...form?.fields, ...ALICE, padding: MEGABYTE });
    expect(await orClosed(browser.send(new URL(page.url), { method: 'POST', referrer: page.url, body }))).toBe(413);
  });

  test('by the management API, as a problem', async () => {
    const sent = sendApi(JSON.stringify({ username: 'big', claims: { name: MEGABYTE } }));
    expect(await orClosed(sent)).toBe(413);
    expect((await sendApi(JSON.stringify({ username: `u-${crypto.randomUUID()}` }))).status).toBe(201);
  });
});

describe('NUL bytes and other control characters are refused, never an error of ours', () => {
  test.each(Object.keys(requestParameters))('in %s of the authorization request', async (name) => {
    for (const value of ['\u0000', 'a\u0000b', '\u0001', '\ud800', '\uffff']) {
      const page = await new BrowserLike().open(authorizationUrl(product().issuer, { ...requestParameters, [name]: value }));
      expect(page.status, `${name}=${JSON.stringify(value)}`).toBeLessThan(500);
    }
  });

  test.each([
    'grant_type',
    'code',
    'redirect_uri',
    'code_verifier',
    'refresh_token',
    'scope',
    'resource',
    'client_id',
    'client_secret',
    'token',
  ])('in %s of the token, introspection and revocation requests', async (name) => {
    const party = webParty(product().issuer);
    for (const grant_type of ['authorization_code', 'refresh_token', 'client_credentials']) {
      const parameters = {
        grant_type,
        code: 'x',
        refresh_token: 'x',
        redirect_uri: WEB_CALLBACK,
        code_verifier: 'x'.repeat(43),
        [name]: 'a\u0000b',
      };
      const answer = await postForm(`${product().issuer}/oauth2/token`, parameters, party.auth);
      expect([answer.status, answer.json()['error']]).toEqual([
        expect.toSatisfy((status: number) => status === 400 || status === 401),
        expect.any(String),
      ]);
    }
    for (const path of ['introspect', 'revoke']) {
      expect((await postForm(`${product().issuer}/oauth2/${path}`, { token: 'x', [name]: 'a\u0000b' }, party.auth)).status).toBeLessThan(
        500,
      );
    }
  });

  test('in the sign-in form', async () => {
    for (const [identifier, password] of [
      ['a\u0000b', 'x'],
      ['alice', 'a\u0000b'],
      ['\u0000', '\u0000'],
      ['x'.repeat(10_000), 'x'],
      ['alice', 'x'.repeat(5000)],
    ] as const) {
      const browser = new BrowserLike();
      const page = await browser.open(authorizationUrl(product().issuer, requestParameters));
      const form = page.forms.find(({ controls }) => controls.includes('password'));
      const body = formBody({ ...form?.fields, identifier, password });
      expect((await browser.send(new URL(page.url), { method: 'POST', referrer: page.url, body })).status).toBeLessThan(500);
    }
  });

  test('in members, paths and queries of the management API', async () => {
    for (const body of [
      { username: 'a\u0000b' },
      { username: 'nul', groups: ['\u0000'] },
      { username: 'nul', claims: { name: '\u0000' } },
      { username: 'nul', email: 'a\u0000@x.com' },
    ]) {
      expect((await sendApi(JSON.stringify(body))).status).toBe(400);
    }
    const headers = { authorization: `Bearer ${await managementToken(product().issuer)}` };
    for (const path of [
      '/users?q=%00',
      '/users/%00',
      '/clients/%00',
      '/resource_servers/%00',
      '/grants/%00',
      '/users?cursor=%00',
      '/users?cursor=AAAA',
      '/grants?user_id=%00',
      '/audit_events?user_id=%00',
    ]) {
      const answer = await exchange(`${product().issuer}/api/v1${path}`, { headers });
      expect([path, answer.status]).toEqual([
        path,
        expect.toSatisfy((status: number) => status === 400 || status === 404 || status === 200),
      ]);
    }
  });
});

describe('wrong types and shapes are a 400 that names the member', () => {
  test.each([
    'null',
    '[]',
    '"x"',
    '1',
    'true',
    '{',
    '',
    '{"username":1}',
    '{"username":["a"]}',
    '{"username":{"$ne":1}}',
    '{"username":"a","groups":"b"}',
    '{"username":"a","operator":"yes"}',
    '{"username":"a","email_verified":1}',
  ])('of the management API: %s', async (body) => {
    const answer = await sendApi(body);
    expect(answer.status).toBe(400);
    expect(answer.json()['errors']).toEqual(expect.arrayContaining([expect.objectContaining({ pointer: expect.any(String) as unknown })]));
  });

  test('deep nesting and many members', async () => {
    expect((await sendApi(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)).status).toBe(400);
    expect((await sendApi(`{"username":"deep","claims":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`)).status).toBe(400);
    expect((await sendApi(JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`m${n}`, n]))))).status).toBe(400);
  });

  test('of the token endpoint: JSON, no body, no grant, parameters twice', async () => {
    const url = `${product().issuer}/oauth2/token`;
    const { auth } = webParty(product().issuer);
    const json = await exchange(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"grant_type":"client_credentials"}',
    });
    expect([json.status, json.json()['error']]).toEqual([
      expect.toSatisfy((status: number) => status >= 400 && status < 500),
      expect.any(String),
    ]);
    for (const parameters of [
      {},
      { grant_type: 'password' },
      { grant_type: ['authorization_code', 'refresh_token'] },
      { grant_type: 'authorization_code', code: ['a', 'b'] },
      { 'grant_type[]': 'x' },
      { __proto__x: 'x', constructor: 'x' },
    ]) {
      const answer = await postForm(url, parameters, auth);
      expect([answer.status, answer.json()['error']]).toEqual([400, expect.any(String)]);
    }
  });

  test('of the authorization request: parameters twice, broken percent-encoding, prototype names', async () => {
    for (const query of [
      'client_id=partner-web&client_id=legacy-web',
      '%zz=%zz&client_id=%',
      '__proto__=x&constructor=y&client_id=partner-web',
      'client_id[]=partner-web',
      `client_id=${'x'.repeat(6000)}`,
      'scope=%C3%28',
    ]) {
      const page = await new BrowserLike().open(`${product().issuer}/oauth2/authorize?${query}`);
      expect([query.slice(0, 40), page.status]).toEqual([
        query.slice(0, 40),
        expect.toSatisfy((status: number) => status >= 300 && status < 500),
      ]);
    }
  });

  test('of paths', async () => {
    for (const path of [
      '/%',
      '/%zz',
      '/sign-in/%00',
      '/sign-in/..%2f..%2fetc%2fpasswd',
      '/assets/..%2f..%2fpackage.json',
      '/assets/../../package.json',
      '/console/..%2f..%2fpackage.json',
      '/console/assets/%2e%2e/%2e%2e/index.html',
      '//evil.example',
      '/sign-in/__proto__',
      '/consent/constructor',
    ]) {
      const answer = await exchange(`${product().issuer}${path}`);
      expect([path, answer.status]).toEqual([path, expect.toSatisfy((status: number) => status >= 200 && status < 500)]);
      expect(answer.text).not.toContain('"devDependencies"');
      expect(answer.headers.location ?? '').not.toMatch(/^(https?:)?\/\/evil/);
    }
  });
});

describe('the connection', () => {
  test('huge headers and very many headers are refused', async () => {
    expect((await exchange(`${product().issuer}/oauth2/authorize`, { headers: { 'x-padding': 'x'.repeat(60_000) } })).status).toBe(431);
    const cookies = { cookie: Array.from({ length: 300 }, (_, n) => `c${n}=${'v'.repeat(20)}`).join('; ') };
    expect((await exchange(`${product().issuer}/oauth2/authorize`, { headers: cookies })).status).toBeLessThan(500);
  });

  test.each([
    'NONSENSE\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'POST /oauth2/token HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nSMUGGLED',
    'GET / HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n',
  ])('what is no HTTP is answered with 400 or closed: %j', async (text) => {
    const { port } = new URL(product().origin);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      let received = '';
      socket.on('data', (chunk) => (received += chunk.toString()));
      socket.on('error', reject);
      socket.on('close', () => resolve(received));
    });
    expect(answer === '' || /^HTTP\/1\.1 4\d\d/.test(answer)).toBe(true);
    expect(answer.split('HTTP/1.1 ').length).toBeLessThanOrEqual(2);
  });

  test('a request whose sender goes away leaves nothing behind', async () => {
    const { port } = new URL(product().origin);
    await Promise.all(
      Array.from(
        { length: 20 },
        () =>
          new Promise<void>((resolve) => {
            const socket = connect(Number(port), '127.0.0.1', () => {
              socket.write(
                'POST /oauth2/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ngrant',
              );
              socket.destroy();
            });
            socket.on('close', () => resolve());
          }),
      ),
    );
    expect((await obtainTokens(publicParty(product().issuer))).access_token).not.toBe('');
  });
});

test('the log holds no password, secret, code or token (I8)', async () => {
  const party = webParty(product().issuer);
  const authorized = await obtainCode(party, { scope: 'openid offline_access', prompt: 'consent' });
  const tokens = tokenAnswer(await redeemCode(party, authorized));
  await redeemCode(party, authorized);
  await new BrowserLike()
    .signInAndConsent(authorizationUrl(product().issuer, requestParameters), { ...ALICE, password: 'wrong-password-in-clear' })
    .catch(() => null);
  const log = product().process.output();
  for (const secret of [
    authorized.code,
    authorized.code_verifier,
    tokens.access_token,
    tokens.refresh_token,
    tokens.id_token,
    ALICE.password,
    'wrong-password-in-clear',
    'of-32-characters-or-more',
  ]) {
    expect(secret).not.toBe('');
    expect(log).not.toContain(secret);
  }
});
