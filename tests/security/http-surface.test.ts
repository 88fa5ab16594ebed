import { describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { openConsole } from '../support/console-session.ts';
import { exchange, type Exchange } from '../support/http-exchange.ts';
import { managementToken } from '../support/management.ts';
import { authorizationUrl, obtainTokens, postForm } from '../support/oauth-exchange.ts';
import { ALICE, BOB, CREDENTIALS, ORDERS_API, webParty, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

/** A policy as a map: `default-src` → `'none'`. */
function policyOf(answer: Exchange): Record<string, string> {
  const text = String(answer.headers['content-security-policy'] ?? '');
  return Object.fromEntries(
    text.split(';').map((directive) => [directive.trim().split(' ')[0] ?? '', directive.trim().split(' ').slice(1).join(' ')]),
  );
}

function expectEverywhere(answer: Exchange): void {
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect(answer.headers['x-frame-options']).toBe('DENY');
  expect(answer.headers['permissions-policy']).toEqual(expect.any(String));
  expect(answer.headers['x-request-id']).toEqual(expect.any(String));
  expect(policyOf(answer)).toMatchObject({ 'default-src': "'none'", 'frame-ancestors': "'none'" });
  expect(answer.headers).not.toHaveProperty('server');
  expect(answer.headers).not.toHaveProperty('x-powered-by');
  expect(answer.headers).not.toHaveProperty('strict-transport-security');
}

function begin(browser = new BrowserLike(), extra: Record<string, string> = {}): ReturnType<BrowserLike['open']> {
  const parameters = {
    client_id: 'partner-web',
    response_type: 'code',
    redirect_uri: WEB_CALLBACK,
    scope: 'openid',
    nonce: 'n',
    state: 's',
    ...extra,
  };
  return browser.open(authorizationUrl(product().issuer, parameters));
}

describe('headers', () => {
  test('of the hosted pages: strict policy, no-store, no referrer to others', async () => {
    const browser = new BrowserLike();
    const signIn = await begin(browser, { prompt: 'consent' });
    const form = signIn.forms.find(({ controls }) => controls.includes('password'));
    if (form === undefined) throw new Error('no sign-in form');
    const consent = await browser.submit(signIn, form, { fields: ALICE, button: { name: '', value: '' } });
    const unknown = await begin(new BrowserLike(), { client_id: 'unknown' });
    const missing = await new BrowserLike().open(`${product().issuer}/no-such-page`);
    const signOut = await browser.open(`${product().issuer}/oauth2/logout`);
    const home = await browser.open(`${product().issuer}/`);
    for (const page of [signIn, consent, unknown, missing, signOut, home]) {
      expectEverywhere(page);
      expect(policyOf(page)).toMatchObject({ 'style-src': "'self'", 'script-src': "'self'", 'base-uri': "'none'" });
      expect(page.headers['cache-control']).toContain('no-store');
      expect(page.headers['referrer-policy']).toBe('same-origin');
      expect(page.headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(page.text).not.toMatch(/\bstyle="|<style|<script(?![^>]*src)|\bon(click|load|submit)=/i);
      expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\/(?!127\.0\.0\.1)/);
    }
    expect(missing.status).toBe(404);
  });

  test('of the OAuth endpoints, successes and errors: no-store', async () => {
    const token = await postForm(
      `${product().issuer}/oauth2/token`,
      { grant_type: 'client_credentials', resource: ORDERS_API },
      { ...CREDENTIALS['partner-machine'], method: 'basic' },
    );
    expect(token.status).toBe(200);
    const error = await postForm(`${product().issuer}/oauth2/token`, { grant_type: 'nothing' });
    const userinfo = await exchange(`${product().issuer}/oauth2/userinfo`);
    const introspection = await postForm(`${product().issuer}/oauth2/introspect`, { token: 'x' }, webParty(product().issuer).auth);
    for (const answer of [token, error, userinfo, introspection]) {
      expectEverywhere(answer);
      expect(answer.headers['cache-control']).toContain('no-store');
    }
    expect(userinfo.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  test('of the management API: no-store', async () => {
    const token = await managementToken(product().issuer);
    const good = await exchange(`${product().issuer}/api/v1/clients`, { headers: { authorization: `Bearer ${token}` } });
    for (const answer of [good, await exchange(`${product().issuer}/api/v1/clients`)]) {
      expectEverywhere(answer);
      expect(answer.headers['cache-control']).toContain('no-store');
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });

  test('of discovery and keys: public for five minutes', async () => {
    for (const path of ['openid-configuration', 'oauth-authorization-server', 'jwks.json']) {
      const answer = await exchange(`${product().issuer}/.well-known/${path}`);
      expectEverywhere(answer);
      expect(answer.headers['cache-control']).toBe('public, max-age=300');
      expect(answer.headers).not.toHaveProperty('set-cookie');
    }
  });

  test('of the console: own scripts and styles alone, shell no-store, hashed assets immutable', async () => {
    const { browser } = await openConsole(product().issuer, BOB);
    const shell = await browser.open(`${product().issuer}/console/`);
    expect(shell.status).toBe(200);
    expectEverywhere(shell);
    expect(policyOf(shell)).toMatchObject({
      'script-src': "'self'",
      'style-src': "'self'",
      'connect-src': "'self'",
      'form-action': "'self'",
      'base-uri': "'none'",
    });
    expect(String(shell.headers['content-security-policy'])).not.toContain("script-src 'unsafe");
    expect(shell.headers['cache-control']).toContain('no-store');
    const [, script = ''] = /<script[^>]+src="([^"]+)"/.exec(shell.text) ?? [];
    const asset = await exchange(new URL(script, `${product().issuer}/console/`));
    expect(asset.status).toBe(200);
    expect(asset.headers['cache-control']).toMatch(/immutable/);
    expect(asset.headers['content-type']).toContain('javascript');
  });
});

describe('methods', () => {
  test.each([
    ['GET', '/oauth2/token'],
    ['PUT', '/oauth2/token'],
    ['GET', '/oauth2/introspect'],
    ['GET', '/oauth2/revoke'],
    ['DELETE', '/oauth2/userinfo'],
    ['PUT', '/oauth2/authorize'],
    ['POST', '/.well-known/openid-configuration'],
    ['DELETE', '/.well-known/jwks.json'],
    ['PUT', '/sign-in/x'],
    ['TRACE', '/'],
    ['PROPFIND', '/'],
  ])('%s %s is 404 or 405', async (method, path) => {
    const answer = await exchange(`${product().issuer}${path}`, { method });
    expect([404, 405]).toContain(answer.status);
    expect(answer.text).not.toContain('TRACE /');
  });

  test('HEAD answers as GET does, without a body', async () => {
    const answer = await exchange(`${product().issuer}/.well-known/openid-configuration`, { method: 'HEAD' });
    expect([answer.status, answer.text]).toEqual([200, '']);
  });
});

describe('CORS', () => {
  test('pages of any origin read discovery and keys, and no other origin reads the management API or a hosted page', async () => {
    const headers = { origin: 'https://evil.example' };
    for (const path of ['/api/v1/clients', '/', '/console/', '/sign-in/x', '/oauth2/authorize']) {
      const answer = await exchange(`${product().issuer}${path}`, { headers });
      expect([path, answer.headers['access-control-allow-origin']]).toEqual([path, undefined]);
    }
    const preflight = await exchange(`${product().issuer}/api/v1/clients`, {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-consentry-console' },
    });
    expect(preflight.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('an answer with credentials allowed never names every origin', async () => {
    const { access_token } = await obtainTokens(webParty(product().issuer));
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:4002']) {
      const answer = await exchange(`${product().issuer}/oauth2/userinfo`, {
        headers: { origin, authorization: `Bearer ${access_token}` },
      });
      if (answer.headers['access-control-allow-credentials'] === 'true')
        expect(answer.headers['access-control-allow-origin']).toBe('http://127.0.0.1:4002');
    }
  });
});

test('the Host header changes no URL that the product says (host header attacks)', async () => {
  const spoofed = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'host=evil.example',
  };
  const discovery = await exchange(`${product().issuer}/.well-known/openid-configuration`, { headers: spoofed });
  expect(discovery.text).not.toContain('evil.example');
  expect(discovery.json()['issuer']).toBe(product().issuer);
  const parameters = { client_id: 'partner-web', response_type: 'code', redirect_uri: WEB_CALLBACK, scope: 'openid', nonce: 'n' };
  const begun = await exchange(authorizationUrl(product().issuer, parameters), { headers: spoofed });
  expect(begun.headers.location ?? '').not.toContain('evil.example');
  expect(begun.text).not.toContain('evil.example');
});
