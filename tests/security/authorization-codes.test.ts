import { expect, test } from 'vitest';
import { introspect, obtainCode, obtainTokens, postForm, redeemCode, tokenAnswer } from '../support/oauth-exchange.ts';
import { publicParty, webParty, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

test('a code redeemed twice revokes the tokens already issued (RFC 6749 §4.1.2)', async () => {
  const party = webParty(product().issuer);
  const authorized = await obtainCode(party);
  const first = await redeemCode(party, authorized);
  expect(first.status).toBe(200);
  const { access_token } = tokenAnswer(first);
  expect(await introspect(party, access_token)).toMatchObject({ active: true });
  const second = await redeemCode(party, authorized);
  expect([second.status, second.json()['error']]).toEqual([400, 'invalid_grant']);
  expect(await introspect(party, access_token)).toEqual({ active: false });
});

test('a code is redeemed by the client it was issued to alone, and a thief’s attempt gives nothing (RFC 6749 §4.1.3)', async () => {
  const party = webParty(product().issuer);
  for (const thief of [webParty(product().issuer, 'legacy-web'), { ...publicParty(product().issuer), redirect_uri: WEB_CALLBACK }]) {
    const answer = await redeemCode(thief, await obtainCode(party));
    expect([answer.status, answer.json()['error']]).toEqual([400, 'invalid_grant']);
  }
  expect((await redeemCode(party, await obtainCode(party))).status).toBe(200);
});

test('a confidential client’s code is not redeemed without its secret (RFC 6749 §4.1.3)', async () => {
  const party = webParty(product().issuer);
  const answer = await redeemCode({ ...party, auth: { method: 'none', client_id: 'partner-web' } }, await obtainCode(party));
  expect([answer.status, answer.json()['error']]).toEqual([401, 'invalid_client']);
  expect((await redeemCode(party, await obtainCode(party))).status).toBe(200);
});

test('a changed, cut or invented code is invalid_grant', async () => {
  const party = webParty(product().issuer);
  const { code, code_verifier } = await obtainCode(party);
  const changed = code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A');
  for (const wrong of [changed, code.slice(1), `${code}x`, 'x', 'x'.repeat(5000), `${code}\u0000`]) {
    const answer = await redeemCode(party, { code: wrong, code_verifier });
    expect([answer.status, answer.json()['error']]).toEqual([400, expect.stringMatching(/^invalid_(grant|request)$/)]);
  }
  expect((await redeemCode(party, { code, code_verifier })).status).toBe(200);
});

test('a code is no refresh token, no access token, and tokens are no codes', async () => {
  const party = webParty(product().issuer);
  const tokens = await obtainTokens(party, { scope: 'openid offline_access', prompt: 'consent' });
  const { code, code_verifier } = await obtainCode(party);
  const asRefresh = await postForm(`${product().issuer}/oauth2/token`, { grant_type: 'refresh_token', refresh_token: code }, party.auth);
  expect(asRefresh.json()['error']).toBe('invalid_grant');
  const asAccess = await fetch(`${product().issuer}/oauth2/userinfo`, { headers: { authorization: `Bearer ${code}` } });
  expect(asAccess.status).toBe(401);
  expect(await introspect(party, code)).toEqual({ active: false });
  for (const wrong of [tokens.refresh_token, tokens.access_token]) {
    expect((await redeemCode(party, { code: wrong, code_verifier })).json()['error']).toBe('invalid_grant');
  }
  expect((await redeemCode(party, { code, code_verifier })).status).toBe(200);
});
