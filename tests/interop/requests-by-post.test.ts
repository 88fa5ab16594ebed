import { expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { obtainTokens, pkcePair, authorizationUrl } from '../support/oauth-exchange.ts';
import { webParty, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

/** What may come by GET may come by POST (OIDC Core §3.1.2.1, OIDC RP-Initiated Logout §2). */
const product = useProduct();

const request = (changed: Record<string, string> = {}): URLSearchParams =>
  authorizationUrl(product().issuer, {
    client_id: 'partner-web',
    response_type: 'code',
    redirect_uri: WEB_CALLBACK,
    scope: 'openid',
    state: 'some state+more',
    nonce: 'n',
    code_challenge: pkcePair().code_challenge,
    code_challenge_method: 'S256',
    ...changed,
  }).searchParams;

interface Sender {
  browser?: BrowserLike;
  headers?: Record<string, string>;
}

const post = (path: string, body: string, { browser = new BrowserLike(), headers = {} }: Sender = {}) =>
  browser.send(new URL(product().issuer + path), { method: 'POST', body, headers });

test('an authorization request goes on by GET with the same parameters, and with the session (OIDC Core §3.1.2.1)', async () => {
  const party = webParty(product().issuer);
  const browser = new BrowserLike();
  await obtainTokens(party, {}, browser);
  const sent = request();
  const answer = await post('/oauth2/authorize', sent.toString(), { browser });
  expect(answer.status).toBe(303);
  const next = new URL(answer.headers.location ?? '', product().issuer);
  expect(Object.fromEntries(next.searchParams)).toEqual(Object.fromEntries(sent));
  const end = await browser.send(next);
  const callback = new URL(end.headers.location ?? '');
  expect([callback.origin + callback.pathname, callback.searchParams.get('state')]).toEqual([WEB_CALLBACK, 'some state+more']);
  expect(callback.searchParams.get('code')).not.toBeNull();
});

test('so does a sign-out (OIDC RP-Initiated Logout §2)', async () => {
  const party = webParty(product().issuer);
  const browser = new BrowserLike();
  const { id_token } = await obtainTokens(party, {}, browser);
  const answer = await post('/oauth2/logout', new URLSearchParams({ id_token_hint: id_token }).toString(), { browser });
  expect(answer.status).toBe(303);
  const page = await browser.send(new URL(answer.headers.location ?? '', product().issuer));
  expect([page.status, page.forms.length > 0]).toEqual([200, true]);
});

test('where it leads is always the same path of this server, whatever the form says (RFC 9700 §4.11)', async () => {
  for (const body of ['redirect_uri=//evil.example', 'x=%0d%0aLocation:%20https://evil.example', '//evil.example', '&&&', '']) {
    const { status, headers } = await post('/oauth2/authorize', body);
    expect(status).toBe(303);
    expect(headers.location).toMatch(/^\/oauth2\/authorize\?[^\r\n]*$/);
  }
});

test('a parameter that stands in the form and in the address is refused as one that came twice (RFC 6749 §3.1)', async () => {
  const browser = new BrowserLike();
  const answer = await post('/oauth2/authorize?scope=openid', request().toString(), { browser });
  const end = await browser.send(new URL(answer.headers.location ?? '', product().issuer));
  expect(new URL(end.headers.location ?? '').searchParams.get('error')).toBe('invalid_request');
});

test('what is no form, or too long for an address, is refused on a page that says what to do', async () => {
  const json = await post('/oauth2/authorize', '{}', { headers: { 'content-type': 'application/json' } });
  expect([json.status, json.text.includes('application/x-www-form-urlencoded')]).toEqual([400, true]);
  const long = await post('/oauth2/authorize', request({ state: 'x'.repeat(9000) }).toString());
  expect([long.status, long.text.includes('RFC 9126')]).toEqual([400, true]);
});
