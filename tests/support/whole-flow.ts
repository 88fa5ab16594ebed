import * as oauth from 'oauth4webapi';
import { authorizationResponse } from './authorization-response.ts';
import type { Answers, BrowserLike } from './browser-like.ts';
import { CERTIFICATES, certificateHeaders } from './client-certificates.ts';
import { exchange } from './http-exchange.ts';
import { WEB_CALLBACK } from './standard-fixture.ts';

export const insecure = { [oauth.allowInsecureRequests]: true } as const;

/** What stays the same when one client signs people in again and again. */
export interface FlowClient {
  as: oauth.AuthorizationServer;
  /** With the algorithms it registered, which the library insists on. */
  client: oauth.Client;
  authentication: oauth.ClientAuth;
  /** Signs request objects. */
  key: oauth.PrivateKey;
  /** Opens what is encrypted to the client. */
  decrypt?: oauth.JweDecryptFunction;
  /** Whether the proxy in front of the product adds the client's certificate, and says that it has verified it. */
  certificate?: 'verified' | 'unverified';
  browser: BrowserLike;
  answers: Answers;
}

/** How one sign-in goes; each member is a feature that a client library speaks. */
export interface FlowOptions {
  par?: boolean;
  jar?: boolean;
  /** Algorithm of DPoP proofs; absent: bearer tokens. */
  dpop?: string;
  response_mode?: string;
  /** Other parameters of the authorization request. */
  parameters?: Record<string, string>;
}

export interface FlowResult {
  /** How the response reached the client. */
  mode: 'query' | 'fragment' | 'form_post';
  tokens: oauth.TokenEndpointResponse;
  id_token: oauth.IDToken;
  userinfo: oauth.UserInfoResponse;
  /** Absent without `offline_access`. */
  refreshed: oauth.TokenEndpointResponse | null;
}

/** The whole flow, each step with the validation that the library has for it: request, hosted pages, response, code, ID token with signature, refresh, userinfo. */
export async function wholeFlow(party: FlowClient, flow: FlowOptions): Promise<FlowResult> {
  const { as, client, authentication } = party;
  const dpop = flow.dpop === undefined ? {} : { DPoP: oauth.DPoP(client, await oauth.generateKeyPair(flow.dpop)) };
  const options = { ...insecure, ...certificateFetch(party), ...dpop };
  const opening = { ...insecure, ...(party.decrypt === undefined ? {} : { [oauth.jweDecrypt]: party.decrypt }) };
  const request = await newRequest(client, flow);
  const signed = flow.jar === true ? await signedRequest(party, request.parameters) : request.parameters;
  const asked = flow.par === true ? await withDpopNonce(() => push(party, signed, options)) : signed;
  const url = new URL(as.authorization_endpoint ?? '');
  url.search = asked.toString();
  const response = await authorizationResponse(party.browser, url, party.answers);
  const isJwt = flow.response_mode?.includes('jwt') === true;
  const callback = isJwt
    ? await oauth.validateJwtAuthResponse(as, client, response.parameters, request.state, opening)
    : oauth.validateAuthResponse(as, client, response.parameters, request.state);
  const tokens = await withDpopNonce(async () => {
    const answer = await oauth.authorizationCodeGrantRequest(as, client, authentication, callback, WEB_CALLBACK, request.verifier, options);
    const expected = { expectedNonce: request.nonce, requireIdToken: true, ...opening };
    const result = await oauth.processAuthorizationCodeResponse(as, client, answer, expected);
    await oauth.validateApplicationLevelSignature(as, answer, insecure);
    return result;
  });
  const id_token = oauth.getValidatedIdTokenClaims(tokens);
  if (id_token === undefined) throw new Error('no ID token was issued');
  const refreshed = tokens.refresh_token === undefined ? null : await refresh(party, tokens.refresh_token, { options, opening });
  const userinfo = await withDpopNonce(async () => {
    const answer = await oauth.userInfoRequest(as, client, refreshed?.access_token ?? tokens.access_token, options);
    return oauth.processUserInfoResponse(as, client, id_token.sub, answer, opening);
  });
  return { mode: response.mode, tokens, id_token, userinfo, refreshed };
}

interface NewRequest {
  parameters: URLSearchParams;
  verifier: string;
  state: string;
  nonce: string;
}

async function newRequest(client: oauth.Client, flow: FlowOptions): Promise<NewRequest> {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const parameters = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: WEB_CALLBACK,
    response_type: 'code',
    ...(flow.response_mode === undefined ? {} : { response_mode: flow.response_mode }),
    scope: 'openid email offline_access',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...flow.parameters,
  });
  return { parameters, verifier, state, nonce };
}

/** RFC 9126 §2 */
async function push(
  { as, client, authentication }: FlowClient,
  parameters: URLSearchParams,
  options: oauth.PushedAuthorizationRequestOptions,
): Promise<URLSearchParams> {
  const answer = await oauth.pushedAuthorizationRequest(as, client, authentication, parameters, options);
  const { request_uri } = await oauth.processPushedAuthorizationResponse(as, client, answer);
  return new URLSearchParams({ client_id: client.client_id, request_uri });
}

/** RFC 9101 §5: by value, with nothing beside it that the request object says. */
async function signedRequest({ as, client, key }: FlowClient, parameters: URLSearchParams): Promise<URLSearchParams> {
  return new URLSearchParams({ client_id: client.client_id, request: await oauth.issueRequestObject(as, client, parameters, key) });
}

function refresh(
  { as, client, authentication }: FlowClient,
  refreshToken: string,
  { options, opening }: { options: oauth.TokenEndpointRequestOptions; opening: oauth.JWEDecryptOptions },
): Promise<oauth.TokenEndpointResponse> {
  return withDpopNonce(async () => {
    const answer = await oauth.refreshTokenGrantRequest(as, client, authentication, refreshToken, options);
    return oauth.processRefreshTokenResponse(as, client, answer, opening);
  });
}

/** The library remembers the nonce that it is given, and asks to be called again (RFC 9449 §8). */
async function withDpopNonce<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (oauth.isDPoPNonceError(error)) return call();
    throw error;
  }
}

type Sent = oauth.CustomFetchOptions<string, URLSearchParams | string | undefined>;

/** What the proxy in front of the product adds for a client that has shown its certificate. */
export function certificateFetch({ as, certificate }: Pick<FlowClient, 'as' | 'certificate'>): {
  [oauth.customFetch]?: (url: string, init: Sent) => Promise<Response>;
} {
  if (certificate === undefined) return {};
  const added = certificateHeaders(CERTIFICATES.partner, certificate === 'verified');
  return {
    [oauth.customFetch]: async (url, init) => {
      const { host, pathname, search } = new URL(url);
      const headers = { ...init.headers, ...added, host };
      const answer = await exchange(new URL(pathname + search, as.issuer), { method: init.method, headers, ...bodyOf(init) });
      return new Response(answer.text, { status: answer.status, headers: answer.headers as Record<string, string> });
    },
  };
}

function bodyOf({ body }: Sent): { body?: string } {
  return body == null ? {} : { body: String(body) };
}
