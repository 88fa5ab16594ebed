import { contract } from '@consentry/contract';
import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import type { ForeignProgram } from '../support/foreign-program.ts';
import { ALICE, ORDERS_API } from '../support/standard-fixture.ts';
import { RelyingParty, type PartyOptions } from './relying-party.ts';
import { useForeignProgram } from './use-foreign-program.ts';

/** What every library has to get from the product, and to refuse. Returns the party, for tests of what only one library can. */
export function describeRelyingParty(program: ForeignProgram, options?: PartyOptions): () => RelyingParty {
  const build = useForeignProgram(program);
  let party: RelyingParty;

  beforeAll(async () => {
    if (build.isThere()) party = await RelyingParty.start(program, options);
  });

  afterAll(() => party?.stop());

  describe('signs people in:', () => {
    test('with PKCE, state and nonce, and knows them by a verified ID token and userinfo (OIDC Core §3.1, RFC 7636)', async () => {
      const browser = new BrowserLike();
      const request = await party.request(browser);
      expect(Object.fromEntries(request.searchParams)).toMatchObject({
        response_type: 'code',
        code_challenge_method: 'S256',
        code_challenge: expect.stringMatching(/^[\w-]{43}$/),
        state: expect.stringMatching(/./),
        nonce: expect.stringMatching(/./),
      });

      const { page } = await party.signIn({ browser });
      expect(page.url, page.text).toBe(`${party.origin}/`);
      expect(browser.answered).toEqual(['sign-in', 'consent']);
      const { id_token, userinfo, scope } = await party.session(browser);
      expect(id_token).toMatchObject({ iss: party.issuer, sub: expect.any(String) as string });
      expect([id_token['aud']].flat()).toEqual([party.client_id]);
      expect(userinfo).toMatchObject({ sub: id_token['sub'], name: 'Alice Example', email: 'alice@example.com', email_verified: true });
      expect(scope.split(' ').toSorted()).toEqual(['email', 'offline_access', 'openid', 'profile']);
    });

    test('refreshes twice, each time with the refresh token of the answer before (RFC 6749 §6)', async () => {
      const { browser } = await party.signIn();
      const seen = [await party.session(browser), await party.refresh(browser), await party.refresh(browser)];
      expect(new Set(seen.map(({ access_token }) => access_token)).size).toBe(3);
      expect(new Set(seen.map(({ refresh_token }) => refresh_token)).size).toBe(3);
      const userinfo = await browser.open(`${party.origin}/userinfo`);
      expect(userinfo.json()).toMatchObject({ sub: seen[0]?.id_token['sub'], email: 'alice@example.com' });
    });

    test('goes on when the signing keys are replaced at once (OIDC Core §10.1.1)', async () => {
      await party.signIn();
      await party.api(contract.signingKeys.rotate, { body: { announce_seconds: 0 } });
      const { browser, page } = await party.signIn();
      expect(page.url, page.text).toBe(`${party.origin}/`);
      expect((await party.session(browser)).userinfo).toMatchObject({ name: 'Alice Example' });
    });

    test('signs out at the product and comes back (OIDC RP-Initiated Logout §2)', async () => {
      const { browser } = await party.signIn();
      expect(await party.signOut(browser)).toBe(`${party.origin}/`);
      expect((await party.session(browser)).signed_in).toBe(false);
      expect((await browser.open(`${party.issuer}/account`)).url).toContain('/sign-in');
    });

    test('gets a token for itself, for the API that it names (RFC 6749 §4.4, RFC 8707 §2)', async () => {
      const answer = (await new BrowserLike().open(`${party.origin}/program`)).json();
      expect(answer).toMatchObject({ scope: 'orders:read', access_token: expect.any(String) as string });
      expect(decodeProtectedHeader(String(answer['access_token']))).toMatchObject({ typ: 'at+jwt' });
      const [, payload = ''] = String(answer['access_token']).split('.');
      expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
        iss: party.issuer,
        aud: ORDERS_API,
        sub: 'partner-machine',
      });
    });
  });

  describe('is refused, and refuses:', () => {
    /** Nobody is signed in by what failed; the same without the fault works. */
    async function expectNobody(browser: BrowserLike): Promise<void> {
      expect((await party.session(browser)).signed_in).toBe(false);
      expect((await party.signIn({ browser })).page.url).toBe(`${party.origin}/`);
      expect((await party.session(browser)).signed_in).toBe(true);
    }

    test('an ID token whose signature is not the product’s (OIDC Core §3.1.3.7)', async () => {
      const { browser, page } = await party.proxy.withForgedSignatures(() => party.signIn());
      expect(page.status, page.text).toBe(400);
      await expectNobody(browser);
    });

    test('an ID token with the nonce of another request (OIDC Core §3.1.3.7)', async () => {
      const { browser, page } = await party.signIn({ change: (url) => url.searchParams.set('nonce', 'of-somebody-else') });
      expect(page.status).toBe(400);
      expect(page.text).toMatch(/nonce/i);
      await expectNobody(browser);
    });

    test('a code that was asked for with another verifier (RFC 7636 §4.6)', async () => {
      const { browser, page } = await party.signIn({
        change: (url) => url.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'),
      });
      expect(page.status).toBe(400);
      expect(page.text).toContain('invalid_grant');
      await expectNobody(browser);
    });

    test('an answer in a browser that did not ask (RFC 9700 §4.7)', async () => {
      const url = await party.request(new BrowserLike());
      const callback = await new BrowserLike().signInAndConsent(url, ALICE);
      const other = new BrowserLike();
      expect((await other.open(callback)).status).toBe(400);
      await expectNobody(other);
    });

    test('a person who says no (RFC 6749 §4.1.2.1)', async () => {
      await party.api(contract.grants.revokeAll, { query: { client_id: party.client_id } });
      const browser = new BrowserLike();
      const callback = await browser.signInAndConsent(await party.request(browser), { ...ALICE, decision: 'deny' });
      const page = await browser.open(callback);
      expect(page.status).toBe(400);
      expect(page.text).toContain('access_denied');
      await expectNobody(browser);
    });

    test('a refresh and a question for userinfo after the grant was revoked (RFC 6749 §5.2)', async () => {
      const { browser } = await party.signIn();
      expect((await browser.open(`${party.origin}/userinfo`)).status).toBe(200);
      await party.api(contract.grants.revokeAll, { query: { client_id: party.client_id } });
      const userinfo = await browser.open(`${party.origin}/userinfo`);
      expect(userinfo.status, userinfo.text).toBe(502);
      const refreshed = await browser.open(`${party.origin}/refresh`);
      expect(refreshed.status, refreshed.text).toBe(502);
      expect(refreshed.text).toContain('invalid_grant');
      expect((await party.signIn({ browser })).page.url).toBe(`${party.origin}/`);
      expect((await browser.open(`${party.origin}/refresh`)).status).toBe(200);
    });

    test('whatever a disabled client asks for (RFC 6749 §5.2)', async () => {
      const { browser } = await party.signIn();
      const params = { client_id: party.client_id };
      await party.api(contract.clients.disable, { params, body: {} });
      const refreshed = await browser.open(`${party.origin}/refresh`);
      expect(refreshed.status, refreshed.text).toBe(502);
      expect(refreshed.text).toContain('unauthorized_client');
      const page = await browser.open(await party.request(browser));
      expect([page.status, new URL(page.url).origin]).toEqual([403, party.issuer]);
      await party.api(contract.clients.enable, { params });
      expect((await party.signIn()).page.url).toBe(`${party.origin}/`);
    });
  });

  return () => party;
}
