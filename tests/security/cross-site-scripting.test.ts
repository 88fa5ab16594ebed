import { contract } from '@consentry/contract';
import { beforeAll, expect, test } from 'vitest';
import { BrowserLike, type Page } from '../support/browser-like.ts';
import { managementApi } from '../support/management.ts';
import { authorizationUrl, pkcePair } from '../support/oauth-exchange.ts';
import { ALICE, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

const PAYLOADS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' autofocus onfocus=alert(1) x='",
  '</title><svg onload=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  'javascript:alert(1)',
  '\u202egnp.exe <b>',
];

interface HostileParty {
  client_id: string;
  identifier: string;
  resource: string;
}

const hostile: HostileParty[] = [];

beforeAll(async () => {
  const api = await managementApi(product().issuer);
  for (const [index, text] of PAYLOADS.entries()) {
    const resource = `https://hostile-${index}.example.com`;
    await api(contract.resourceServers.create, { body: { resource, name: text, scopes: [{ name: 'x:read', description: text }] } });
    const { client } = await api(contract.clients.create, {
      body: {
        name: text,
        description: text,
        app_type: 'traditional_web',
        party: 'third_party',
        redirect_uris: [WEB_CALLBACK],
        resource_scopes: { [resource]: ['x:read'] },
      },
    });
    const identifier = `hostile-${index}`;
    await api(contract.users.create, { body: { username: identifier, password: ALICE.password, claims: { name: text }, groups: [text] } });
    hostile.push({ client_id: client.client_id, identifier, resource });
  }
});

/** No markup came out of the text, and the policy would stop it if it had. */
function expectInert(page: Page, text: string): void {
  expect(page.headers['content-type']).toContain('text/html');
  if (/[<"']/.test(text)) expect(page.text).not.toContain(text);
  expect(page.text).not.toMatch(/<(img|svg)[^>]*\bon\w+\s*=/i);
  expect(page.text).not.toMatch(/<script(?![^>]*\bsrc=)/i);
  expect(page.text).not.toMatch(/\b(href|action|src)="\s*(javascript|data:text)/i);
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
}

function begin(browser: BrowserLike, parameters: Record<string, string>): Promise<Page> {
  const pkce = { code_challenge: pkcePair().code_challenge, code_challenge_method: 'S256' };
  const base = { response_type: 'code', redirect_uri: WEB_CALLBACK, scope: 'openid profile', state: 's', ...pkce };
  return browser.open(authorizationUrl(product().issuer, { ...base, ...parameters }));
}

test.each(PAYLOADS.map((text, index): [string, number] => [text, index]))(
  'names of clients, APIs, scopes and people are text on every page: %s',
  async (text, index) => {
    const party = hostile[index];
    if (party === undefined) throw new Error('unreachable: one for each payload');
    const browser = new BrowserLike();
    const signIn = await begin(browser, { client_id: party.client_id, scope: 'x:read', resource: party.resource });
    expectInert(signIn, text);
    const form = signIn.forms.find(({ controls }) => controls.includes('password'));
    if (form === undefined) throw new Error(`no sign-in form: ${signIn.text}`);
    const answers = { identifier: party.identifier, password: ALICE.password };
    const consent = await browser.submit(signIn, form, { fields: answers, button: { name: '', value: '' } });
    expect(consent.url).toContain('/consent/');
    expectInert(consent, text);
  },
);

test.each(PAYLOADS)('what the request says is text on the pages that repeat it: %s', async (text) => {
  expectInert(await begin(new BrowserLike(), { client_id: text }), text);
  expectInert(await begin(new BrowserLike(), { client_id: 'partner-web', redirect_uri: text }), text);
  expectInert(await begin(new BrowserLike(), { client_id: 'partner-web', login_hint: text, ui_locales: text, state: text }), text);
  expectInert(await new BrowserLike().open(`${product().issuer}/sign-in/${encodeURIComponent(text)}`), text);
  expectInert(await new BrowserLike().open(`${product().issuer}/no-such-page?x=${encodeURIComponent(text)}`), text);
  expectInert(await new BrowserLike().open(`${product().issuer}/docs/problems/${encodeURIComponent(text)}`), text);

  const browser = new BrowserLike();
  const page = await begin(browser, { client_id: 'partner-web' });
  const form = page.forms.find(({ controls }) => controls.includes('password'));
  if (form === undefined) throw new Error(`no sign-in form: ${page.text}`);
  expectInert(await browser.submit(page, form, { fields: { identifier: text, password: 'x' }, button: { name: '', value: '' } }), text);
});
