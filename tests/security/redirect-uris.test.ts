import { contract, ProblemError } from '@consentry/contract';
import { describe, expect, test } from 'vitest';
import { BrowserLike, type Page } from '../support/browser-like.ts';
import { managementApi } from '../support/management.ts';
import { authorizationUrl, obtainCode, pkcePair, postForm } from '../support/oauth-exchange.ts';
import { NATIVE_CALLBACK, WEB_CALLBACK, webParty } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

function request(client_id: string, redirect_uri: string | string[] | null): Promise<Page> {
  const parameters = {
    client_id,
    response_type: 'code',
    scope: 'openid',
    nonce: 'n',
    state: 's',
    code_challenge: pkcePair().code_challenge,
    code_challenge_method: 'S256',
  };
  return new BrowserLike().open(authorizationUrl(product().issuer, redirect_uri === null ? parameters : { ...parameters, redirect_uri }));
}

/** A page that a person can act on; the browser is sent nowhere (RFC 6749 §4.1.2.1). */
function expectErrorPage(page: Page): void {
  expect(page.status).toBe(400);
  expect(page.headers.location).toBeUndefined();
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.text).toMatch(/<h1/);
}

describe('a redirect URI that is not exactly registered gets no redirect (RFC 9700 §4.1.3)', () => {
  test.each([
    'http://127.0.0.1:4001/callback/',
    'http://127.0.0.1:4001/callback?x=1',
    'http://127.0.0.1:4001/callback#x',
    'http://127.0.0.1:4001/Callback',
    'http://127.0.0.1:4001/callback/../evil',
    'http://127.0.0.1:4001/x/../callback',
    'http://127.0.0.1:4001/%63allback',
    'http://127.0.0.1:4001/callback%00',
    'http://127.0.0.1:4001//callback',
    'http://127.0.0.1:4001\\@evil.example/callback',
    'http://127.0.0.1:4001@evil.example/callback',
    'http://127.0.0.1:4001.evil.example/callback',
    'http://evil.example/callback',
    'https://127.0.0.1:4001/callback',
    'http://localhost:4001/callback',
    'http://127.1:4001/callback',
    'HTTP://127.0.0.1:4001/callback',
    ' http://127.0.0.1:4001/callback',
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '/callback',
    '',
  ])('%s', async (uri) => {
    expectErrorPage(await request('partner-web', uri));
    expect((await request('partner-web', WEB_CALLBACK)).url).toContain('/sign-in/');
  });

  test('sent twice, or not at all', async () => {
    expectErrorPage(await request('partner-web', [WEB_CALLBACK, 'http://evil.example/']));
    expectErrorPage(await request('partner-web', null));
  });

  test.each([
    'com.example.partner:/callback/',
    'com.example.partner:/other',
    'com.example.evil:/callback',
    'com.example.partner://evil/callback',
    'https://127.0.0.1:5000/callback',
    'http://127.0.0.1:5000/other',
    'http://127.0.0.2:5000/callback',
    'http://localhost:5000/callback',
    'http://127.0.0.1:5000@evil.example/callback',
  ])('of a native client: %s (RFC 8252 §7)', async (uri) => {
    expectErrorPage(await request('partner-native', uri));
    expect((await request('partner-native', NATIVE_CALLBACK)).url).toContain('/sign-in/');
    expect((await request('partner-native', 'http://127.0.0.1:5000/callback')).url).toContain('/sign-in/');
  });
});

test('an unknown client gets a page with a reference id, not JSON (RFC 6749 §4.1.2.1)', async () => {
  const page = await request('no-such-client', WEB_CALLBACK);
  expectErrorPage(page);
  expect(page.headers['x-request-id']).toEqual(expect.any(String));
  expect(page.text).toContain(page.headers['x-request-id']);
});

test('a code is redeemed with the redirect URI it was asked with (RFC 6749 §4.1.3)', async () => {
  const party = webParty(product().issuer);
  for (const redirect_uri of ['http://127.0.0.1:4001/other', 'http://127.0.0.1:4001/callback/', '']) {
    const { code, code_verifier } = await obtainCode(party);
    const answer = await postForm(
      `${product().issuer}/oauth2/token`,
      { grant_type: 'authorization_code', code, code_verifier, redirect_uri },
      party.auth,
    );
    expect([answer.status, answer.json()['error']]).toEqual([
      400,
      redirect_uri === '' ? expect.stringMatching(/invalid_(grant|request)/) : 'invalid_grant',
    ]);
  }
  const control = await obtainCode(party);
  const parameters = {
    grant_type: 'authorization_code',
    code: control.code,
    code_verifier: control.code_verifier,
    redirect_uri: WEB_CALLBACK,
  };
  expect((await postForm(`${product().issuer}/oauth2/token`, parameters, party.auth)).status).toBe(200);
});

describe('a redirect URI that cannot be safe is refused when it is saved, by name', () => {
  const bad: [string, 'traditional_web' | 'single_page' | 'native'][] = [
    ['https://app.example.com/callback#fragment', 'traditional_web'],
    ['javascript:alert(1)', 'traditional_web'],
    ['javascript:alert(1)', 'native'],
    ['data:text/html,x', 'native'],
    ['https://*.example.com/callback', 'traditional_web'],
    ['https://app.example.com/*', 'single_page'],
    ['http://app.example.com/callback', 'traditional_web'],
    ['http://127.0.0.1.example.com/callback', 'native'],
    ['https://user:password@app.example.com/callback', 'traditional_web'],
    ['https://app.example.com/call back', 'traditional_web'],
    ['https://app.example.com/\u0000', 'traditional_web'],
    ['https:///callback', 'traditional_web'],
    ['https:\\\\evil.example\\callback', 'traditional_web'],
    ['/callback', 'traditional_web'],
    ['com.example.app:/callback', 'single_page'],
    ['myapp:/callback', 'native'],
    ['', 'traditional_web'],
  ];

  /** Every error points at the bad entry, none at the good one before it. */
  function expectNamed(error: unknown): void {
    expect(error).toBeInstanceOf(ProblemError);
    const { status, errors = [] } = error instanceof ProblemError ? error.problem : {};
    expect([status, new Set(errors.map(({ pointer }) => pointer))]).toEqual([400, new Set(['#/redirect_uris/1'])]);
  }

  test.each(bad)('%s for %s', async (uri, app_type) => {
    const api = await managementApi(product().issuer);
    const good = 'https://app.example.com/callback';
    const body = { name: 'App', app_type, party: 'third_party', redirect_uris: [good, uri] } as const;
    const problem = await api(contract.clients.create, { body: { ...body, redirect_uris: [...body.redirect_uris] } }).catch(
      (error: unknown) => error,
    );
    expectNamed(problem);

    const { client } = await api(contract.clients.create, { body: { ...body, redirect_uris: [good] } });
    const params = { client_id: client.client_id };
    const update = await api(contract.clients.update, { params, body: { redirect_uris: [good, uri] } }).catch((error: unknown) => error);
    expectNamed(update);
    expect((await api(contract.clients.get, { params })).redirect_uris).toEqual([good]);
  });
});
