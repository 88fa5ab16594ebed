import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { startProduct, type Product } from '../support/product.ts';
import { ALICE, CREDENTIALS, ORDERS_API, REPORTS_API, standardFixture, WEB_CALLBACK } from '../support/standard-fixture.ts';

let product: Product;
let as: oauth.AuthorizationServer;
const insecure = { [oauth.allowInsecureRequests]: true } as const;

beforeAll(async () => {
  product = await startProduct({ fixture: standardFixture() });
  const issuer = new URL(product.issuer);
  as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure }));
});
afterAll(() => product?.stop());

const web: oauth.Client = { client_id: 'partner-web' };
const basic = oauth.ClientSecretBasic(CREDENTIALS['partner-web'].client_secret);

interface Flow {
  client: oauth.Client;
  authentication: oauth.ClientAuth;
  redirect_uri: string;
  parameters: Record<string, string>;
  token_parameters?: Record<string, string>;
}

/** Every step with the validation that the library has for it. */
async function signIn(flow: Flow): Promise<oauth.TokenEndpointResponse> {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const hasOpenId = flow.parameters['scope']?.split(' ').includes('openid') === true;
  const url = new URL(as.authorization_endpoint ?? '');
  url.search = new URLSearchParams({
    client_id: flow.client.client_id,
    redirect_uri: flow.redirect_uri,
    response_type: 'code',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    ...(hasOpenId ? { nonce } : {}),
    ...flow.parameters,
  }).toString();
  const callback = await new BrowserLike().signInAndConsent(url, ALICE);
  // Refuses an answer whose `iss` is missing or another, because discovery advertises it (RFC 9207 §2.4).
  const parameters = oauth.validateAuthResponse(as, flow.client, callback, state);
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    flow.client,
    flow.authentication,
    parameters,
    flow.redirect_uri,
    verifier,
    {
      ...insecure,
      ...(flow.token_parameters === undefined ? {} : { additionalParameters: flow.token_parameters }),
    },
  );
  const result = await oauth.processAuthorizationCodeResponse(
    as,
    flow.client,
    response,
    hasOpenId ? { expectedNonce: nonce, requireIdToken: true } : {},
  );
  if (hasOpenId) await oauth.validateApplicationLevelSignature(as, response, insecure);
  return result;
}

/** What an API does with a token it gets (RFC 9068 §4). */
function validateAtApi(accessToken: string, audience: string): Promise<oauth.JWTAccessTokenClaims> {
  const request = new Request(audience, { headers: { authorization: `Bearer ${accessToken}` } });
  return oauth.validateJwtAccessToken(as, request, audience, insecure);
}

describe.each([
  ['confidential', { client: web, authentication: basic, redirect_uri: WEB_CALLBACK }],
  ['public', { client: { client_id: 'partner-spa' }, authentication: oauth.None(), redirect_uri: 'http://127.0.0.1:4002/callback' }],
] as const)('a %s client', (_, { client, authentication, redirect_uri }) => {
  test('code, ID token with signature, userinfo, refresh, revocation, each validated (OIDC Core §3.1.3.7)', async () => {
    const result = await signIn({
      client,
      authentication,
      redirect_uri,
      parameters: { scope: 'openid email offline_access', prompt: 'consent' },
    });
    const claims = oauth.getValidatedIdTokenClaims(result);
    expect(claims).toMatchObject({ iss: product.issuer, aud: client.client_id });
    const userinfo = await oauth.userInfoRequest(as, client, result.access_token, insecure);
    expect(await oauth.processUserInfoResponse(as, client, claims?.sub ?? '', userinfo)).toMatchObject({
      email: 'alice@example.com',
      email_verified: true,
    });
    const refreshed = await oauth.processRefreshTokenResponse(
      as,
      client,
      await oauth.refreshTokenGrantRequest(as, client, authentication, result.refresh_token ?? '', insecure),
    );
    expect(oauth.getValidatedIdTokenClaims(refreshed)?.sub).toBe(claims?.sub);
    const revoked = await oauth.revocationRequest(as, client, authentication, refreshed.refresh_token ?? '', insecure);
    expect(await oauth.processRevocationResponse(revoked)).toBeUndefined();
  });

  test('a resource in the authorization request gives a JWT that the API can validate (RFC 8707 §2, RFC 9068 §4)', async () => {
    const parameters = { scope: 'openid orders:read offline_access', resource: ORDERS_API, prompt: 'consent' };
    const result = await signIn({ client, authentication, redirect_uri, parameters, token_parameters: { resource: ORDERS_API } });
    const claims = await validateAtApi(result.access_token, ORDERS_API);
    expect(claims).toMatchObject({ client_id: client.client_id, scope: 'orders:read', iss: product.issuer, aud: ORDERS_API });
    await expect(validateAtApi(result.access_token, REPORTS_API)).rejects.toThrow(/aud/);

    const answer = await oauth.refreshTokenGrantRequest(as, client, authentication, result.refresh_token ?? '', {
      ...insecure,
      additionalParameters: { resource: ORDERS_API },
    });
    const refreshed = await oauth.processRefreshTokenResponse(as, client, answer);
    expect((await validateAtApi(refreshed.access_token, ORDERS_API)).sub).toBe(claims.sub);
  });
});

test('an authorization with one resource alone needs no openid: plain OAuth (RFC 6749 §4.1, RFC 8707 §2.2)', async () => {
  const result = await signIn({
    client: web,
    authentication: basic,
    redirect_uri: WEB_CALLBACK,
    parameters: { scope: 'orders:read orders:write', resource: ORDERS_API },
  });
  expect(result.id_token).toBeUndefined();
  expect((await validateAtApi(result.access_token, ORDERS_API)).scope).toBe('orders:read orders:write');
});

test('a resource server with opaque tokens gives tokens that are introspected (RFC 7662)', async () => {
  const parameters = { scope: 'orders:read', resource: REPORTS_API };
  const result = await signIn({ client: web, authentication: basic, redirect_uri: WEB_CALLBACK, parameters });
  expect(result.access_token.split('.')).toHaveLength(1);
  const answer = await oauth.introspectionRequest(as, web, basic, result.access_token, insecure);
  expect(await oauth.processIntrospectionResponse(as, web, answer)).toMatchObject({
    active: true,
    aud: REPORTS_API,
    scope: 'orders:read',
    client_id: 'partner-web',
  });
});

test('client credentials are validated as the library does (RFC 6749 §4.4)', async () => {
  const client = { client_id: 'partner-machine' };
  const authentication = oauth.ClientSecretPost(CREDENTIALS['partner-machine'].client_secret);
  const answer = await oauth.clientCredentialsGrantRequest(
    as,
    client,
    authentication,
    { resource: ORDERS_API, scope: 'orders:read' },
    insecure,
  );
  const result = await oauth.processClientCredentialsResponse(as, client, answer);
  expect((await validateAtApi(result.access_token, ORDERS_API)).sub).toBe('partner-machine');
});

test('the RFC 8414 location gives the same issuer and endpoints (RFC 8414 §3)', async () => {
  const issuer = new URL(product.issuer);
  const found = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure }));
  expect(found.token_endpoint).toBe(as.token_endpoint);
  expect(found.authorization_response_iss_parameter_supported).toBe(true);
});
