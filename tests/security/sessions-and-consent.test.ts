import { describe, expect, test } from 'vitest';
import { BrowserLike, type Page } from '../support/browser-like.ts';
import { formBody } from '../support/http-exchange.ts';
import type { HtmlForm } from '../support/html-form.ts';
import { authorizationUrl, obtainCode, redeemCode, tokenAnswer } from '../support/oauth-exchange.ts';
import { ALICE, BOB, webParty, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

function requestUrl(parameters: Record<string, string> = {}): URL {
  const base = { client_id: 'partner-web', response_type: 'code', redirect_uri: WEB_CALLBACK, scope: 'openid', nonce: 'n', state: 's' };
  return authorizationUrl(product().issuer, { ...base, ...parameters });
}

function formWith(page: Page, control: string): HtmlForm {
  const form = page.forms.find(({ controls, buttons }) => controls.includes(control) || buttons.some(({ name }) => name === control));
  if (form === undefined) throw new Error(`no form with ${control} at ${page.url} (${page.status})`);
  return form;
}

function signInWith(browser: BrowserLike, page: Page, answers = ALICE): Promise<Page> {
  return browser.submit(page, formWith(page, 'password'), { fields: answers, button: { name: '', value: '' } });
}

async function atConsent(browser = new BrowserLike()): Promise<{ browser: BrowserLike; page: Page }> {
  const page = await signInWith(browser, await browser.open(requestUrl({ prompt: 'consent', scope: 'openid email' })));
  expect(page.url).toContain('/consent/');
  return { browser, page };
}

/** Whether this browser is signed in, asked as a client would (OIDC Core §3.1.2.1). */
async function isSignedIn(browser: BrowserLike): Promise<boolean> {
  return !(await browser.open(requestUrl({ prompt: 'none' }))).url.includes('error=login_required');
}

describe('cookies', () => {
  test('are HttpOnly, SameSite=Lax and opaque, and those of a pause are scoped to its path', async () => {
    const { browser } = await obtainCode(webParty(product().issuer));
    const cookies = browser.jar.all();
    expect(cookies.length).toBeGreaterThan(0);
    for (const { name, value, path, attributes } of cookies) {
      expect([name, attributes.has('httponly')]).toEqual([name, true]);
      expect([name, attributes.get('samesite')?.toLowerCase()]).toEqual([name, expect.stringMatching(/^(lax|strict)$/)]);
      expect(attributes.has('domain')).toBe(false);
      expect(decodeURIComponent(value)).not.toMatch(/alice|partner|[{}]|^eyJ/i);
      if (!name.includes('session')) expect([name, path]).toEqual([name, expect.stringMatching(/^\/./)]);
    }
  });

  test('with an https public URL are Secure and __Host- (RFC 6265bis §4.1.3)', async () => {
    const { startProduct } = await import('../support/product.ts');
    const { standardFixture } = await import('../support/standard-fixture.ts');
    const secure = await startProduct({ public_url: 'https://id.example.com', fixture: standardFixture() });
    try {
      const path = requestUrl().href.slice(product().issuer.length);
      const browser = new BrowserLike();
      const forwarded = { 'x-forwarded-proto': 'https', host: 'id.example.com' };
      const begun = await browser.send(new URL(`${secure.origin}${path}`), { headers: forwarded });
      const signInPage = await browser.send(
        new URL(new URL(begun.headers.location ?? '', 'https://id.example.com').pathname, secure.origin),
        { headers: forwarded },
      );
      expect(signInPage.status).toBe(200);
      const headers = [...(begun.headers['set-cookie'] ?? []), ...(signInPage.headers['set-cookie'] ?? [])];
      expect(headers.length).toBeGreaterThan(0);
      for (const header of headers) expect(header).toMatch(/;\s*secure/i);
      for (const header of headers.filter((text) => /session/i.test(text))) expect(header).toMatch(/^__Host-/);
      expect(signInPage.headers['strict-transport-security']).toMatch(/max-age=\d{7,}/);
    } finally {
      await secure.stop();
    }
  });
});

describe('session fixation', () => {
  test('what a browser held before sign-in is worth nothing after it', async () => {
    const victim = new BrowserLike();
    const page = await victim.open(requestUrl());
    const planted = new BrowserLike(victim.jar.copy());
    const before = new Set(victim.jar.all().map(({ value }) => value));
    await signInWith(victim, page);
    expect(await isSignedIn(victim)).toBe(true);
    expect(await isSignedIn(planted)).toBe(false);
    expect(victim.jar.all().some(({ value }) => !before.has(value))).toBe(true);
  });

  test('the session id changes when another person signs in', async () => {
    const { browser } = await obtainCode(webParty(product().issuer));
    const ofAlice = new BrowserLike(browser.jar.copy());
    await obtainCode({ ...webParty(product().issuer), answers: BOB }, { prompt: 'login' }, browser);
    const info = await obtainCode(webParty(product().issuer), { prompt: 'none' }, browser);
    const claims = tokenAnswer(await redeemCode(webParty(product().issuer), info));
    expect(claims.access_token).not.toBe('');
    expect(await isSignedIn(ofAlice)).toBe(false);
  });
});

describe('the pages of one browser are closed to another', () => {
  test('a sign-in or consent link that was sent to somebody else shows no form (login CSRF)', async () => {
    const { browser, page } = await atConsent();
    const attacker = new BrowserLike();
    const begun = await attacker.open(requestUrl());
    const stranger = new BrowserLike();
    for (const url of [page.url, begun.url]) {
      const opened = await stranger.open(url);
      expect(opened.status).toBeGreaterThanOrEqual(400);
      expect(opened.forms.flatMap(({ controls, buttons }) => [...controls, ...buttons.map(({ name }) => name)])).not.toContain('decision');
    }
    const control = await browser.submit(page, formWith(page, 'decision'), { button: { name: 'decision', value: 'allow' } });
    expect(control.url).toContain('code=');
  });

  test('another signed-in user cannot answer for the one who was asked', async () => {
    const { page } = await atConsent();
    const { browser: bob } = await obtainCode({ ...webParty(product().issuer), answers: BOB });
    const stolen = await bob.submit(page, formWith(page, 'decision'), { button: { name: 'decision', value: 'allow' } });
    expect(stolen.url).not.toContain('code=');
    expect(stolen.status).toBeGreaterThanOrEqual(400);
  });
});

describe('a form post counts only from our own page (CSRF)', () => {
  const decide = (fields: Record<string, string>): string => formBody({ decision: 'allow', ...fields });

  test.each([
    ['without a csrf_token', {}],
    ['with an empty csrf_token', { csrf_token: '' }],
    ['with an invented csrf_token', { csrf_token: 'a'.repeat(43) }],
  ])('%s', async (_, fields) => {
    const { browser, page } = await atConsent();
    const form = formWith(page, 'decision');
    const answer = await browser.send(new URL(form.action, page.url), { method: 'POST', referrer: page.url, body: decide(fields) });
    expect(answer.status).toBe(403);
    expect(answer.headers.location).toBeUndefined();
    const control = await browser.submit(page, form, { button: { name: 'decision', value: 'allow' } });
    expect(control.url).toContain('code=');
  });

  test('with the csrf_token of another pause or session', async () => {
    const mine = await atConsent();
    const other = await atConsent();
    const token = formWith(other.page, 'decision').fields['csrf_token'] ?? '';
    const form = formWith(mine.page, 'decision');
    const answer = await mine.browser.send(new URL(form.action, mine.page.url), {
      method: 'POST',
      referrer: mine.page.url,
      body: decide({ csrf_token: token }),
    });
    expect(answer.status).toBe(403);
    const control = await mine.browser.submit(mine.page, form, { button: { name: 'decision', value: 'allow' } });
    expect(control.url).toContain('code=');
  });

  test.each([
    ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:9' }],
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['Origin: null', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('with %s, even with the right token', async (_, headers) => {
    const { browser, page } = await atConsent();
    const form = formWith(page, 'decision');
    const body = formBody({ ...form.fields, decision: 'allow' });
    const answer = await browser.send(new URL(form.action, page.url), { method: 'POST', referrer: page.url, body, headers });
    expect(answer.status).toBe(403);
    const control = await browser.submit(page, form, { button: { name: 'decision', value: 'allow' } });
    expect(control.url).toContain('code=');
  });

  test('of the sign-in page too', async () => {
    const browser = new BrowserLike();
    const page = await browser.open(requestUrl({ prompt: 'consent' }));
    const form = formWith(page, 'password');
    const body = formBody({ ...form.fields, ...ALICE });
    const answer = await browser.send(new URL(form.action, page.url), {
      method: 'POST',
      body,
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
    expect(await isSignedIn(browser)).toBe(false);
    expect((await signInWith(browser, page)).url).toContain('/consent/');
  });
});

describe('consent tampering', () => {
  test('fields that the page does not have change nothing of what is granted', async () => {
    const { browser, page } = await atConsent();
    const form = formWith(page, 'decision');
    const fields = {
      scope: 'openid email phone offline_access',
      client_id: 'legacy-web',
      user_id: 'x',
      'scopes[]': 'phone',
      redirect_uri: 'http://evil.example',
    };
    const answer = await browser.submit(page, form, { fields, button: { name: 'decision', value: 'allow' } });
    const callback = new URL(answer.url);
    expect(callback.origin).toBe('http://127.0.0.1:4001');
    const after = await browser.open(requestUrl({ prompt: 'none', scope: 'openid phone' }));
    expect(after.url).toContain('error=consent_required');
    expect((await browser.open(requestUrl({ prompt: 'none', scope: 'openid email' }))).url).toContain('code=');
  });

  test.each(['', 'yes', 'ALLOW', 'allow ', '1'])('the decision “%s” is no consent', async (value) => {
    const { browser, page } = await atConsent();
    const form = formWith(page, 'decision');
    const answer = await browser.submit(page, form, { button: { name: 'decision', value } });
    expect(answer.url).not.toContain('code=');
    const control = await atConsent();
    const allowed = await control.browser.submit(control.page, formWith(control.page, 'decision'), {
      button: { name: 'decision', value: 'allow' },
    });
    expect(allowed.url).toContain('code=');
  });

  test('the consent step cannot be taken before the sign-in', async () => {
    const browser = new BrowserLike();
    const page = await browser.open(requestUrl());
    const uid = new URL(page.url).pathname.split('/').at(-1) ?? '';
    const { csrf_token = '' } = formWith(page, 'password').fields;
    const url = new URL(`/consent/${uid}`, page.url);
    const answer = await browser.send(url, { method: 'POST', referrer: page.url, body: formBody({ csrf_token, decision: 'allow' }) });
    expect(answer.headers.location ?? '').not.toContain('code=');
    if (answer.headers.location !== undefined) {
      const next = await browser.open(new URL(answer.headers.location, url));
      expect(next.url).not.toContain('code=');
    }
  });

  test('an answer that was given cannot be given again', async () => {
    const { browser, page } = await atConsent();
    const form = formWith(page, 'decision');
    const press = { button: { name: 'decision', value: 'allow' } };
    expect((await browser.submit(page, form, press)).url).toContain('code=');
    const again = await browser.submit(page, form, press);
    expect(again.url).not.toContain('code=');
    expect(again.headers['content-type']).toContain('text/html');
  });

  test('cancel on the sign-in page goes back to the client with access_denied (RFC 6749 §4.1.2.1)', async () => {
    const browser = new BrowserLike();
    const page = await browser.open(requestUrl());
    const answer = new URL((await browser.submit(page, formWith(page, 'decision'), { button: { name: 'decision', value: 'deny' } })).url);
    expect([answer.searchParams.get('error'), answer.searchParams.get('state'), answer.searchParams.get('iss')]).toEqual([
      'access_denied',
      's',
      product().issuer,
    ]);
  });
});

describe('prompt and max_age (OIDC Core §3.1.2.1)', () => {
  test('prompt=login asks for the password of a signed-in user, and a wrong one goes no further', async () => {
    const { browser } = await obtainCode(webParty(product().issuer));
    const page = await browser.open(requestUrl({ prompt: 'login' }));
    const wrong = await signInWith(browser, page, { ...ALICE, password: 'not the password' });
    expect(wrong.url).toContain('/sign-in/');
    expect(await obtainCode(webParty(product().issuer), { prompt: 'login' }, browser).then(() => browser.answered.at(-1))).toBe('sign-in');
  });

  test('max_age=0 asks for the password again', async () => {
    const { browser } = await obtainCode(webParty(product().issuer));
    expect((await browser.open(requestUrl({ max_age: '0' }))).url).toContain('/sign-in/');
    expect((await browser.open(requestUrl({ max_age: '3600' }))).url).toContain('code=');
  });

  test('prompt=none never shows a page', async () => {
    const browser = new BrowserLike();
    expect(new URL((await browser.open(requestUrl({ prompt: 'none' }))).url).searchParams.get('error')).toBe('login_required');
    await obtainCode(webParty(product().issuer), {}, browser);
    expect((await browser.open(requestUrl({ prompt: 'none' }))).url).toContain('code=');
  });
});
