import * as openid from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { makeParty } from '../support/make-party.ts';
import { makePerson } from '../support/make-person.ts';
import { managementApi } from '../support/management.ts';
import { introspect, jwtClaims, refresh, type FlowParty } from '../support/oauth-exchange.ts';
import { startStepUpApi } from '../support/step-up-api.ts';
import { ORDERS_API, REPORTS_API } from '../support/standard-fixture.ts';
import { exchangedToken, makeService } from '../support/token-exchange.ts';
import { useProduct } from '../support/use-product.ts';
import { waitUntil } from '../support/wait-until.ts';

type Tokens = Awaited<ReturnType<typeof openid.authorizationCodeGrant>>;

const product = useProduct();
let party: FlowParty;
let config: openid.Configuration;
let shop: { url: string; stop: () => void };
const browser = new BrowserLike();

beforeAll(async () => {
  const { issuer } = product();
  const api = await managementApi(issuer);
  party = await makeParty(api, { issuer, person: await makePerson(api), settings: { party: 'first_party' } });
  const secret = 'client_secret' in party.auth ? party.auth.client_secret : '';
  config = await openid.discovery(new URL(issuer), party.auth.client_id, undefined, openid.ClientSecretBasic(secret), {
    execute: [openid.allowInsecureRequests],
  });
  const { jwks_uri = '' } = config.serverMetadata();
  shop = await startStepUpApi({ issuer, jwks_uri }, ORDERS_API, { acr: '1', max_age: 1 });
});
afterAll(() => shop?.stop());

/** Through the browser, which keeps its session; answers with where the client is sent back to. */
async function authorize(parameters: Record<string, string>, resource = ORDERS_API): Promise<{ back: URL; redeem: () => Promise<Tokens> }> {
  const [pkceCodeVerifier, expectedState] = [openid.randomPKCECodeVerifier(), openid.randomState()];
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: party.redirect_uri,
    scope: 'orders:read offline_access',
    resource,
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    ...parameters,
  });
  const back = await browser.signInAndConsent(url, party.answers);
  return { back, redeem: () => openid.authorizationCodeGrant(config, back, { pkceCodeVerifier, expectedState }) };
}

const call = (token: string) => openid.fetchProtectedResource(config, token, new URL(shop.url), 'GET');

/** What the API demands, as the library reads it. */
async function challengeTo(token: string): Promise<openid.WWWAuthenticateChallengeParameters | undefined> {
  try {
    await call(token);
    return undefined;
  } catch (error) {
    if (error instanceof openid.WWWAuthenticateChallengeError) return error.cause[0]?.parameters;
    throw error;
  }
}

test('challenge, authorization with acr_values and max_age, accepted: the whole loop of RFC 9470 §3 to §6', async () => {
  const first = await (await authorize({})).redeem();
  const before = browser.answered.length;
  const challenge = await waitUntil('the sign-in is too long ago', () => challengeTo(first.access_token));
  expect(challenge).toMatchObject({ error: 'insufficient_user_authentication', acr_values: '1', max_age: '1' });
  const { acr_values = '', max_age = '' } = challenge as Record<string, string>;
  const again = await (await authorize({ acr_values, max_age })).redeem();
  expect(browser.answered.slice(before)).toEqual(['sign-in']);
  expect(await (await call(again.access_token)).text()).toBe('done');
  const [old, fresh] = [jwtClaims(first.access_token), jwtClaims(again.access_token)];
  expect(fresh).toMatchObject({ acr: '1', sub: old['sub'] });
  expect(Number(fresh['auth_time'])).toBeGreaterThan(Number(old['auth_time']));
});

test('a refresh is no sign-in: the new token has the auth_time of the old one (RFC 9470 §6.2)', async () => {
  const tokens = await (await authorize({})).redeem();
  const refreshed = await refresh(party, tokens.refresh_token ?? '');
  const [before, after] = [jwtClaims(tokens.access_token), jwtClaims(String(refreshed.json()['access_token']))];
  expect(after).toMatchObject({ auth_time: before['auth_time'], acr: '1' });
});

test('introspection tells both, of opaque tokens and of JWTs, and of what was exchanged (RFC 9470 §6.2)', async () => {
  const jwt = await (await authorize({})).redeem();
  const opaque = await (await authorize({}, REPORTS_API)).redeem();
  const { auth_time } = jwtClaims(jwt.access_token);
  for (const { access_token } of [jwt, opaque]) {
    expect(await introspect(party, access_token)).toMatchObject({ active: true, acr: '1', auth_time });
  }
  const service = await makeService(await managementApi(product().issuer), product().issuer, {
    serves_resources: [ORDERS_API, REPORTS_API],
  });
  const exchanged = await exchangedToken(service, { subject_token: jwt.access_token });
  expect(jwtClaims(exchanged)).toMatchObject({ acr: '1', auth_time });
  const [own] = [await exchangedToken(service, { subject_token: opaque.access_token })];
  expect(await introspect(service, own ?? '')).toMatchObject({ acr: '1', auth_time });
});

test('for an API, an acr that nobody can meet is an error, not a loop (RFC 9470 §5)', async () => {
  const { back } = await authorize({ acr_values: 'urn:example:gold' });
  expect(back.searchParams.get('error')).toBe('unmet_authentication_requirements');
  const { back: either } = await authorize({ acr_values: 'urn:example:gold 1', prompt: 'none' });
  expect(either.searchParams.get('code')).not.toBeNull();
});

test('max_age is read without openid as it is with it: zero is a sign-in, nonsense an error (RFC 9470 §4)', async () => {
  await authorize({});
  const before = browser.answered.length;
  await authorize({ max_age: '0' });
  await authorize({ max_age: '3600' });
  await authorize({ max_age: '0', scope: 'openid orders:read' });
  expect(browser.answered.slice(before)).toEqual(['sign-in', 'sign-in']);
  const { back } = await authorize({ max_age: 'soon' });
  expect(back.searchParams.get('error')).toBe('invalid_request');
});
