import { describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { authorizationUrl, obtainCode, pkcePair, postForm, redeemCode, type FlowParty } from '../support/oauth-exchange.ts';
import { publicParty, webParty, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

describe.each([
  ['a public client', () => publicParty(product().issuer)],
  ['a confidential client', () => webParty(product().issuer)],
  ['a confidential client that need not use PKCE', () => webParty(product().issuer, 'legacy-web')],
] as const)('%s', (_, party) => {
  test.each([
    ['another verifier', pkcePair().code_verifier],
    ['the challenge itself', 'challenge'],
    ['no verifier', null],
    ['an empty verifier', ''],
    ['a verifier that is too short', 'short'],
  ])('gets nothing for a code with %s (RFC 7636 §4.6)', async (_name, verifier) => {
    const { code_challenge, code_verifier } = pkcePair();
    const { code } = await obtainCode(party(), { code_challenge });
    const sent = verifier === 'challenge' ? code_challenge : verifier;
    const answer = await postForm(
      `${product().issuer}/oauth2/token`,
      { grant_type: 'authorization_code', code, redirect_uri: party().redirect_uri, ...(sent === null ? {} : { code_verifier: sent }) },
      party().auth,
    );
    expect(answer.status).toBe(400);
    expect(answer.json()['error']).toMatch(/^invalid_(grant|request)$/);
    const control = await obtainCode(party(), { code_challenge });
    expect((await redeemCode(party(), { code: control.code, code_verifier })).status).toBe(200);
  });
});

test('a verifier for a code that was asked without a challenge is refused: PKCE was stripped on the way (RFC 9700 §4.8.2)', async () => {
  const party = webParty(product().issuer, 'legacy-web');
  const { code } = await obtainCode(party, { code_challenge: '', code_challenge_method: '' });
  const { code_verifier } = pkcePair();
  const answer = await redeemCode(party, { code, code_verifier });
  expect([answer.status, answer.json()['error']]).toEqual([400, 'invalid_grant']);

  const control = await obtainCode(party, { code_challenge: '', code_challenge_method: '' });
  const parameters = { grant_type: 'authorization_code', code: control.code, redirect_uri: WEB_CALLBACK };
  expect((await postForm(`${product().issuer}/oauth2/token`, parameters, party.auth)).status).toBe(200);
});

describe('an authorization request', () => {
  const errorOf = async (party: FlowParty, pkce: Record<string, string>): Promise<string | null> => {
    const request = {
      client_id: party.auth.client_id,
      response_type: 'code',
      redirect_uri: party.redirect_uri,
      scope: 'openid',
      state: 's',
      nonce: 'n',
      ...pkce,
    };
    const { url } = await new BrowserLike().open(authorizationUrl(party.issuer, request));
    return new URL(url).searchParams.get('error');
  };

  test('of a public client without a challenge is refused, whatever else it sends (RFC 9700 §2.1.1)', async () => {
    const party = publicParty(product().issuer);
    expect(await errorOf(party, {})).toBe('invalid_request');
    const { code_challenge } = pkcePair();
    expect(await errorOf(party, { code_challenge, code_challenge_method: 'S256' })).toBeNull();
  });

  test.each([
    ['a public client', publicParty],
    ['a confidential client', webParty],
  ] as const)('of %s with the method plain, or with none, is refused (RFC 9700 §2.1.1)', async (_, partyOf) => {
    const party = partyOf(product().issuer);
    const { code_challenge } = pkcePair();
    expect(await errorOf(party, { code_challenge, code_challenge_method: 'plain' })).toBe('invalid_request');
    expect(await errorOf(party, { code_challenge })).toBe('invalid_request');
    expect(await errorOf(party, { code_challenge, code_challenge_method: 'S256' })).toBeNull();
  });
});
