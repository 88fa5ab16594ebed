import { contract } from '@consentry/contract';
import { describe, expect, test } from 'vitest';
import { BrowserLike, type Page } from '../support/browser-like.ts';
import { managementApi } from '../support/management.ts';
import { authorizationUrl, jwtClaims, pkcePair, redeemCode, type FlowParty } from '../support/oauth-exchange.ts';
import { ALICE, webParty, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';
import { walkToEnd } from '../support/walk-to-end.ts';

const product = useProduct();
const MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

interface Asked {
  page: Page;
  code_verifier: string;
}

/** The page on which the response stands, after whatever a person has to answer. */
async function ask(party: FlowParty, parameters: Record<string, string>, browser = new BrowserLike()): Promise<Asked> {
  const { code_verifier, code_challenge } = pkcePair();
  const request = {
    client_id: party.auth.client_id,
    redirect_uri: party.redirect_uri,
    response_type: 'code',
    response_mode: 'form_post',
    scope: 'openid',
    state: 'posted-state',
    code_challenge,
    code_challenge_method: 'S256',
    ...parameters,
  };
  const page = await walkToEnd(browser, authorizationUrl(party.issuer, request), ALICE);
  return { page, code_verifier };
}

test('the page is a form with the response and one button, which needs no script (OAuth Form Post §2)', async () => {
  const party = webParty(product().issuer);
  const { page, code_verifier } = await ask(party, {});
  const [form, ...others] = page.forms;
  expect([page.status, page.headers['content-type'], others]).toEqual([200, expect.stringMatching(/^text\/html/), []]);
  expect(form).toMatchObject({ action: WEB_CALLBACK, method: 'POST', controls: [], buttons: [{ name: '' }] });
  expect(Object.keys(form?.fields ?? {}).toSorted()).toEqual(['code', 'iss', 'state']);
  expect(form?.fields).toMatchObject({ state: 'posted-state', iss: product().issuer });
  expect((await redeemCode(party, { code: form?.fields['code'] ?? '', code_verifier })).status).toBe(200);
});

test('its policy lets the form go to the client alone, and runs no script but ours', async () => {
  const { page } = await ask(webParty(product().issuer), {});
  const policy = String(page.headers['content-security-policy']);
  expect(policy.split(/;\s*/)).toEqual(
    expect.arrayContaining([
      `form-action ${new URL(WEB_CALLBACK).origin}`,
      "script-src 'self'",
      "default-src 'none'",
      "frame-ancestors 'none'",
    ]),
  );
  expect(policy).not.toContain('unsafe-inline');
  expect(page.text).not.toMatch(/<script(?![^>]*\ssrc=)|\son[a-z]+=/i);
  expect(page.headers['cache-control']).toBe('no-store');
});

describe('what comes from outside stays text', () => {
  test('in the state and in the name of the client', async () => {
    const api = await managementApi(product().issuer);
    await api(contract.clients.update, { params: { client_id: 'strict-web' }, body: { name: 'Strict <b>Web</b>' } });
    const { page } = await ask(webParty(product().issuer, 'strict-web'), { state: MARKUP });
    expect(page.text).not.toContain('<script>alert');
    expect(page.text).not.toContain('<b>Web</b>');
    expect(page.forms[0]?.fields['state']).toBe(MARKUP);
  });

  test('in a description of an error', async () => {
    const { page } = await ask(webParty(product().issuer), { prompt: 'none', state: MARKUP, acr_values: MARKUP });
    expect(page.text).not.toContain('<script>alert');
    expect(page.forms[0]).toMatchObject({
      action: WEB_CALLBACK,
      fields: { error: 'login_required', state: MARKUP, iss: product().issuer },
    });
  });
});

test('nothing is posted to an address that was not registered (RFC 6749 §4.1.2.1)', async () => {
  for (const redirect_uri of ['https://evil.example/', `${WEB_CALLBACK}/more`, 'javascript:alert(1)']) {
    const { page } = await ask(webParty(product().issuer), { redirect_uri });
    expect([page.status, page.forms]).toEqual([400, []]);
  }
  expect((await ask(webParty(product().issuer), {})).page.forms).toHaveLength(1);
});

test.each(['form_post', 'form_post.jwt', 'query', 'query.jwt', 'fragment', 'fragment.jwt', 'jwt'])(
  'a response by %s, and an error, name the issuer: a mix-up is seen (RFC 9207 §2, RFC 9700 §4.4)',
  async (response_mode) => {
    const party = webParty(product().issuer);
    const browser = new BrowserLike();
    const ends = [
      await ask(party, { response_mode }, browser),
      await ask(party, { response_mode, prompt: 'none', max_age: '0', scope: 'openid email phone' }),
    ];
    const issuers = ends.map(({ page }) => {
      const [form] = page.forms;
      const { hash, searchParams } = new URL(page.url);
      const fields = form?.fields ?? Object.fromEntries(hash === '' ? searchParams : new URLSearchParams(hash.slice(1)));
      return fields['response'] === undefined ? fields['iss'] : jwtClaims(fields['response'])['iss'];
    });
    expect(issuers).toEqual([product().issuer, product().issuer]);
  },
);
