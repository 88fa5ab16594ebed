import { describe, expect, test } from 'vitest';
import { BrowserLike, type Page } from '../support/browser-like.ts';
import { authorizationUrl, obtainTokens } from '../support/oauth-exchange.ts';
import { BOB, webParty, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
const SIGNED_OUT = 'http://127.0.0.1:4001/signed-out';

async function signedIn(): Promise<{ browser: BrowserLike; id_token: string }> {
  const browser = new BrowserLike();
  const { id_token } = await obtainTokens(webParty(product().issuer), {}, browser);
  return { browser, id_token };
}

async function isSignedIn(browser: BrowserLike): Promise<boolean> {
  const parameters = {
    client_id: 'partner-web',
    response_type: 'code',
    redirect_uri: WEB_CALLBACK,
    scope: 'openid',
    nonce: 'n',
    prompt: 'none',
  };
  return (await browser.open(authorizationUrl(product().issuer, parameters))).url.includes('code=');
}

function logout(browser: BrowserLike, parameters: Record<string, string>): Promise<Page> {
  return browser.open(`${product().issuer}/oauth2/logout?${new URLSearchParams(parameters).toString()}`);
}

/** Presses “sign out” where the page asks. */
async function confirm(browser: BrowserLike, page: Page): Promise<Page> {
  const form = page.forms.find(({ buttons }) => buttons.some(({ name, value }) => name === 'logout' && value === 'yes'));
  return form === undefined ? page : browser.submit(page, form, { button: { name: 'logout', value: 'yes' } });
}

describe('sign-out goes nowhere that is not registered (OIDC RP-Initiated Logout §3)', () => {
  test.each([
    'http://evil.example/',
    'http://127.0.0.1:4001/signed-out/',
    'http://127.0.0.1:4001/signed-out?x=1',
    'http://127.0.0.1:4001@evil.example/signed-out',
    'javascript:alert(1)',
    '//evil.example',
    WEB_CALLBACK,
  ])('%s', async (post_logout_redirect_uri) => {
    const { browser, id_token } = await signedIn();
    const page = await confirm(browser, await logout(browser, { id_token_hint: id_token, post_logout_redirect_uri }));
    expect(new URL(page.url).origin).toBe(product().issuer);
    expect(page.headers['content-type']).toContain('text/html');

    const control = await signedIn();
    const done = await confirm(
      control.browser,
      await logout(control.browser, { id_token_hint: control.id_token, post_logout_redirect_uri: SIGNED_OUT }),
    );
    expect(done.url).toBe(SIGNED_OUT);
    expect(await isSignedIn(control.browser)).toBe(false);
  });

  test('without a hint or client_id a registered URI of somebody is not followed', async () => {
    const { browser } = await signedIn();
    const page = await confirm(browser, await logout(browser, { post_logout_redirect_uri: SIGNED_OUT }));
    expect(new URL(page.url).origin).toBe(product().issuer);
  });

  test('a forged hint is no hint (OIDC RP-Initiated Logout §4)', async () => {
    const { browser, id_token } = await signedIn();
    const [header = '', payload = ''] = id_token.split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    for (const id_token_hint of [`${none}.${payload}.`, `${header}.${payload}.AAAA`, 'x', `${id_token}x`]) {
      const page = await logout(browser, { id_token_hint, post_logout_redirect_uri: SIGNED_OUT });
      expect(new URL(page.url).origin).toBe(product().issuer);
      expect(page.status).toBe(400);
    }
    expect(await isSignedIn(browser)).toBe(true);
  });
});

test('opening the sign-out URL alone signs nobody out: the page asks first (logout CSRF)', async () => {
  const { browser } = await signedIn();
  const page = await logout(browser, {});
  expect(page.forms.some(({ buttons }) => buttons.some(({ name }) => name === 'logout'))).toBe(true);
  expect(await isSignedIn(browser)).toBe(true);
  const form = page.forms.find(({ buttons }) => buttons.some(({ name }) => name === 'logout'));
  if (form === undefined) throw new Error('unreachable: it was just found');
  const forged = await browser.send(new URL(form.action, page.url), {
    method: 'POST',
    body: 'logout=yes&xsrf=invented',
    headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  });
  expect(forged.status).toBeGreaterThanOrEqual(400);
  expect(await isSignedIn(browser)).toBe(true);
  await confirm(browser, page);
  expect(await isSignedIn(browser)).toBe(false);
});

describe('the console’s sign-in comes back to the console alone', () => {
  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/%2F%2Fevil.example',
    'javascript:alert(1)',
    '/console/../../evil',
    'console',
  ])('return_to=%s', async (return_to) => {
    const browser = new BrowserLike();
    const url = await browser.signInWithin(`${product().issuer}/console/sign-in?${new URLSearchParams({ return_to }).toString()}`, BOB);
    expect(url.origin).toBe(product().issuer);
    expect(url.pathname).toMatch(/^\/console(\/|$)/);
  });

  test('return_to inside the console is kept', async () => {
    const browser = new BrowserLike();
    const url = await browser.signInWithin(`${product().issuer}/console/sign-in?return_to=%2Fconsole%2Fusers`, BOB);
    expect(url.pathname).toBe('/console/users');
  });
});
