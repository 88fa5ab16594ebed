import { contract } from '@consentry/contract';
import { describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { openConsent } from '../support/consent-visit.ts';
import { managementApi } from '../support/management.ts';
import { authorizationUrl, postForm, redeemCode } from '../support/oauth-exchange.ts';
import { pushRequest } from '../support/push-request.ts';
import { ALICE, publicParty, webParty } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
const party = () => webParty(product().issuer);

async function codeFor(url: URL, browser = new BrowserLike()): Promise<string> {
  const callback = await browser.signInAndConsent(url, ALICE);
  const code = callback.searchParams.get('code');
  if (code === null) throw new Error(`no code: ${callback.href}`);
  return code;
}

/** The page that a person sees where nobody can be sent back. */
async function refusalAt(url: URL, browser = new BrowserLike()): Promise<string> {
  const page = await browser.open(url);
  expect(page.status).toBe(400);
  return page.text;
}

test('a request_uri is good once: its second use is refused, and the code of the first stays good (RFC 9126 §7.3)', async () => {
  const pushed = await pushRequest(party());
  expect(pushed.answer.json()).toMatchObject({ expires_in: 60 });
  const browser = new BrowserLike();
  const code = await codeFor(pushed.url, browser);
  expect(await refusalAt(pushed.url, browser)).toContain('invalid_request_uri');
  expect(await refusalAt(pushed.url)).toContain('invalid_request_uri');
  expect((await redeemCode(party(), { code, code_verifier: pushed.code_verifier })).status).toBe(200);
});

test('of two browsers that stand on the pages of one request_uri, one gets a code (RFC 9126 §7.3)', async () => {
  const pushed = await pushRequest(party(), { prompt: 'consent' });
  const browsers = [new BrowserLike(), new BrowserLike()];
  const pages = await Promise.all(browsers.map((browser) => browser.open(pushed.url)));
  const ends: string[] = [];
  for (const [index, browser] of browsers.entries()) {
    const [opened] = pages.slice(index);
    if (opened === undefined) throw new Error('a page is missing');
    const consent = await browser.answer(opened, ALICE);
    ends.push((await browser.answer(consent, ALICE)).url);
  }
  expect(ends.filter((url) => new URL(url).searchParams.has('code'))).toHaveLength(1);
});

test('a request_uri of another client, a changed one and an invented one are refused (RFC 9126 §2.3)', async () => {
  const pushed = await pushRequest(party());
  const others = [
    { client_id: 'strict-web', request_uri: pushed.request_uri },
    { client_id: 'partner-spa', request_uri: pushed.request_uri },
    { client_id: 'partner-web', request_uri: `${pushed.request_uri}x` },
    { client_id: 'partner-web', request_uri: 'urn:ietf:params:oauth:request_uri:AAAAAAAAAAAAAAAAAAAAAAAAAAA' },
    { client_id: 'partner-web', request_uri: 'https://evil.example/request.jwt' },
  ];
  for (const query of others) await refusalAt(authorizationUrl(product().issuer, query));
  expect(await codeFor(pushed.url)).not.toBe('');
});

test('what stands beside a request_uri does not count (RFC 9126 §4)', async () => {
  const pushed = await pushRequest(party());
  for (const [name, value] of [
    ['redirect_uri', 'https://evil.example/'],
    ['scope', 'openid email phone'],
    ['state', 'of-the-attacker'],
  ] as const) {
    pushed.url.searchParams.set(name, value);
  }
  const callback = await new BrowserLike().signInAndConsent(pushed.url, ALICE);
  expect(callback.href.startsWith(`${party().redirect_uri}?`)).toBe(true);
  expect(callback.searchParams.get('state')).toBe('pushed-state');
  const code = callback.searchParams.get('code') ?? '';
  const answer = await redeemCode(party(), { code, code_verifier: pushed.code_verifier });
  expect(answer.json()['scope']).toBe('openid');
});

describe('the endpoint', () => {
  test('takes nothing without the client’s credentials (RFC 9126 §2.1)', async () => {
    for (const auth of [
      { ...party().auth, client_secret: 'wrong-secret-wrong-secret-wrong-secret' },
      { method: 'none', client_id: 'partner-web' } as const,
    ]) {
      const { answer } = await pushRequest({ ...party(), auth });
      expect([answer.status, answer.json()['error']]).toEqual([401, 'invalid_client']);
    }
    expect((await pushRequest(party())).answer.status).toBe(201);
    expect((await pushRequest(publicParty(product().issuer))).answer.status).toBe(201);
  });

  test('refuses at once what the authorization endpoint would refuse, and never redirects (RFC 9126 §2.3)', async () => {
    const wrong: Record<string, string>[] = [
      { redirect_uri: 'https://evil.example/' },
      { request_uri: 'urn:ietf:params:oauth:request_uri:x' },
      { response_type: 'token' },
      { scope: 'openid orders:burn', resource: 'https://orders.example.com' },
      { code_challenge_method: 'plain' },
      { response_mode: 'nowhere' },
    ];
    const statuses: number[] = [];
    for (const parameters of wrong) statuses.push((await pushRequest(party(), parameters)).answer.status);
    expect(statuses.slice(0, 3)).toEqual([400, 400, 400]);
    expect(statuses.slice(4)).toEqual([400, 400]);
    const another = await pushRequest({ ...party(), auth: { ...party().auth } }, { client_id: 'strict-web' });
    expect(another.answer.status).toBe(400);
    expect((await pushRequest(party())).answer.status).toBe(201);
  });

  test('stores nothing that can be read: the request_uri opens it, and nothing else', async () => {
    const { request_uri } = await pushRequest(party());
    const answer = await postForm(`${product().issuer}/oauth2/introspect`, { token: request_uri.split(':').at(-1) ?? '' }, party().auth);
    expect(answer.json()).toEqual({ active: false });
  });
});

test('a client that has to push its requests cannot send one through the browser (RFC 9126 §6)', async () => {
  const api = await managementApi(product().issuer);
  const params = { client_id: 'strict-web' };
  await api(contract.clients.update, { params, body: { require_pushed_authorization_requests: true } });
  const strict = webParty(product().issuer, 'strict-web');
  await expect(openConsent(strict, { scope: 'openid' })).rejects.toThrow('no consent page');
  expect(await codeFor((await pushRequest(strict)).url)).not.toBe('');
});
