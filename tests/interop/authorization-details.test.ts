import * as client from 'openid-client';
import { beforeAll, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { makeFlowClient } from '../support/flow-client.ts';
import { makeParty } from '../support/make-party.ts';
import { makePerson } from '../support/make-person.ts';
import { managementApi } from '../support/management.ts';
import { introspect, jwtClaims } from '../support/oauth-exchange.ts';
import { BANK_API, makeBank, payment } from '../support/payment-type.ts';
import { CREDENTIALS, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
let api: Awaited<ReturnType<typeof managementApi>>;

beforeAll(async () => {
  api = await managementApi(product().issuer);
  await makeBank(api);
});

test('openid-client pushes authorization details, gets them with the tokens, and narrows them (RFC 9396 §3, §6, §7, RFC 9126 §2)', async () => {
  const { issuer } = product();
  const person = await makePerson(api);
  const settings = { authorization_details_types: ['payment_initiation'] };
  const { auth } = await makeParty(api, { issuer, person, settings });
  const secret = auth.method === 'basic' ? auth.client_secret : '';
  const config = await client.discovery(new URL(issuer), auth.client_id, undefined, client.ClientSecretBasic(secret), {
    execute: [client.allowInsecureRequests],
  });
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
  const url = await client.buildAuthorizationUrlWithPAR(config, {
    redirect_uri: WEB_CALLBACK,
    scope: 'openid offline_access',
    authorization_details: JSON.stringify([payment()]),
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  });
  const callback = await new BrowserLike().signInAndConsent(url, person);
  const tokens = await client.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState, expectedNonce });
  expect(tokens.authorization_details).toEqual([payment()]);
  expect(jwtClaims(tokens.access_token)).toMatchObject({ aud: BANK_API, authorization_details: [payment()] });

  const part = [payment({ actions: ['status'] })];
  const narrowed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', { authorization_details: JSON.stringify(part) });
  expect(narrowed.authorization_details).toEqual(part);
  const answer = await introspect({ issuer, auth: { method: 'basic', ...CREDENTIALS['first-web'] } }, narrowed.access_token);
  expect(answer).toMatchObject({ active: true, aud: BANK_API, authorization_details: part });
});

test('in a signed request they are a list, not text, by value and pushed (RFC 9396 §3, RFC 9101 §4)', async () => {
  const { issuer } = product();
  const settings = { authorization_details_types: ['payment_initiation'], require_signed_request_object: true };
  const party = await makeFlowClient(api, { issuer, auth: 'private_key_jwt', settings });
  const person = await makePerson(api);
  const config = await client.discovery(new URL(issuer), party.client.client_id, undefined, client.PrivateKeyJwt(party.key), {
    execute: [client.allowInsecureRequests],
  });
  for (const pushed of [false, true]) {
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const parameters = {
      redirect_uri: WEB_CALLBACK,
      scope: 'openid',
      authorization_details: JSON.stringify([payment()]),
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    };
    const signed = await client.buildAuthorizationUrlWithJAR(config, parameters, party.key);
    const url = pushed ? await client.buildAuthorizationUrlWithPAR(config, signed.searchParams) : signed;
    const callback = await new BrowserLike().signInAndConsent(url, person);
    const tokens = await client.authorizationCodeGrant(config, callback, { pkceCodeVerifier });
    expect(tokens.authorization_details).toEqual([payment()]);
  }
});
