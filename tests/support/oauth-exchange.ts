import { createHash, randomBytes } from 'node:crypto';
import { BrowserLike, type Answers } from './browser-like.ts';
import { exchange, formBody, type Exchange } from './http-exchange.ts';

/** How a client proves itself at the token endpoint (RFC 6749 §2.3.1). */
export type ClientAuthentication =
  | { method: 'basic'; client_id: string; client_secret: string }
  | { method: 'post'; client_id: string; client_secret: string }
  | { method: 'none'; client_id: string };

type Parameters = Record<string, string | string[]>;

export function pkcePair(): { code_verifier: string; code_challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { code_verifier: verifier, code_challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** An authorization request (RFC 6749 §4.1.1) with exactly these parameters. */
export function authorizationUrl(issuer: string, parameters: Parameters): URL {
  return new URL(`${issuer}/oauth2/authorize?${formBody(parameters)}`);
}

export function basicHeader(clientId: string, clientSecret: string): string {
  return `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}`;
}

/** A POST to one of the OAuth endpoints. */
export function postForm(url: string, parameters: Parameters, auth?: ClientAuthentication): Promise<Exchange> {
  return postFormWith(url, parameters, auth === undefined ? {} : { auth });
}

/** The same with headers of the caller's own. */
export function postFormWith(
  url: string,
  parameters: Parameters,
  { auth, headers }: { auth?: ClientAuthentication; headers?: Record<string, string> },
): Promise<Exchange> {
  return exchange(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      ...(auth?.method === 'basic' ? { authorization: basicHeader(auth.client_id, auth.client_secret) } : {}),
      ...headers,
    },
    body: formBody({ ...parameters, ...bodyCredentials(auth) }),
  });
}

function bodyCredentials(auth: ClientAuthentication | undefined): Parameters {
  if (auth === undefined || auth.method === 'basic') return {};
  return { client_id: auth.client_id, ...(auth.method === 'post' ? { client_secret: auth.client_secret } : {}) };
}

/** A client with one of its redirect URIs, and a user of it. */
export interface FlowParty {
  issuer: string;
  auth: ClientAuthentication;
  redirect_uri: string;
  answers: Answers;
}

export interface Authorized {
  code: string;
  callback: URL;
  code_verifier: string;
  browser: BrowserLike;
}

/** Signs the user in, has the consent given, and returns the code that the client got. */
export async function obtainCode(party: FlowParty, parameters: Parameters = {}, browser = new BrowserLike()): Promise<Authorized> {
  const pkce = pkcePair();
  const scope = parameters['scope'] ?? 'openid';
  const url = authorizationUrl(party.issuer, {
    client_id: party.auth.client_id,
    response_type: 'code',
    redirect_uri: party.redirect_uri,
    scope,
    state: randomBytes(8).toString('hex'),
    // A nonce belongs to OpenID Connect alone.
    ...(scope.includes('openid') ? { nonce: randomBytes(8).toString('hex') } : {}),
    code_challenge: pkce.code_challenge,
    code_challenge_method: 'S256',
    ...parameters,
  });
  const callback = await browser.signInAndConsent(url, party.answers);
  const code = callback.searchParams.get('code');
  if (code === null) throw new Error(`the client got no code: ${callback.href}`);
  return { code, callback, code_verifier: pkce.code_verifier, browser };
}

/** Redeems a code (RFC 6749 §4.1.3) at an instance. */
export function redeemCode(
  party: FlowParty,
  authorized: Pick<Authorized, 'code' | 'code_verifier'>,
  origin = party.issuer,
): Promise<Exchange> {
  return postForm(
    `${origin}/oauth2/token`,
    { grant_type: 'authorization_code', code: authorized.code, redirect_uri: party.redirect_uri, code_verifier: authorized.code_verifier },
    party.auth,
  );
}

/** Uses a refresh token (RFC 6749 §6) at an instance. */
export function refresh(party: FlowParty, refreshToken: string, origin = party.issuer): Promise<Exchange> {
  return postForm(`${origin}/oauth2/token`, { grant_type: 'refresh_token', refresh_token: refreshToken }, party.auth);
}

export interface TokenAnswer {
  access_token: string;
  refresh_token: string;
  id_token: string;
  scope: string;
  token_type: string;
  expires_in: number;
}

/** The whole flow. A member that was not issued is an empty string. */
export async function obtainTokens(party: FlowParty, parameters: Parameters = {}, browser = new BrowserLike()): Promise<TokenAnswer> {
  const answer = await redeemCode(party, await obtainCode(party, parameters, browser));
  if (answer.status !== 200) throw new Error(`the token endpoint answered ${answer.status}: ${answer.text}`);
  return tokenAnswer(answer);
}

export function tokenAnswer(answer: Exchange): TokenAnswer {
  const body = answer.json();
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
  return {
    access_token: text('access_token'),
    refresh_token: text('refresh_token'),
    id_token: text('id_token'),
    scope: text('scope'),
    token_type: text('token_type'),
    expires_in: Number(body['expires_in']),
  };
}

/** RFC 7662, as the client itself. */
export async function introspect(
  party: Pick<FlowParty, 'issuer' | 'auth'>,
  token: string,
  origin = party.issuer,
): Promise<Record<string, unknown>> {
  const answer = await postForm(`${origin}/oauth2/introspect`, { token }, party.auth);
  if (answer.status !== 200) throw new Error(`introspection answered ${answer.status}: ${answer.text}`);
  return answer.json();
}

/** An access token for the client itself (RFC 6749 §4.4). */
export async function clientCredentialsToken(issuer: string, auth: ClientAuthentication, parameters: Parameters): Promise<string> {
  const answer = await postForm(`${issuer}/oauth2/token`, { grant_type: 'client_credentials', ...parameters }, auth);
  if (answer.status !== 200) throw new Error(`client credentials answered ${answer.status}: ${answer.text}`);
  return tokenAnswer(answer).access_token;
}

/** The claims of a JWT, unverified. */
export function jwtClaims(token: string): Record<string, unknown> {
  const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return typeof payload === 'object' && payload !== null ? Object.fromEntries(Object.entries(payload)) : {};
}
