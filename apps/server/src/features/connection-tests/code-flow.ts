import * as client from 'openid-client';
import { decodeToken } from './decode-token.ts';
import { maskUrl } from './mask-secrets.ts';
import type { TestRequest } from './test-request.ts';
import type { TestSteps } from './test-steps.ts';

type Tokens = client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;

export interface CodeFlow {
  steps: TestSteps;
  configure: () => Promise<client.Configuration>;
  request: TestRequest;
  callback: URL;
  /** Whether the server can authenticate as this client; otherwise the test ends where the application would use its key. */
  can_authenticate: boolean;
  is_public: boolean;
}

/** From the answer at the redirect URI to revoked tokens, as an application does it, and a little more. */
export async function runCodeFlow(flow: CodeFlow): Promise<void> {
  const { steps, request } = flow;
  const config = await steps.run('discovery', flow.configure);
  steps.passed('authorization_request', { exchanges: [browserExchange('GET', request.authorization_url)] });
  if (config === undefined || !readAnswer(flow)) return;
  if (!flow.can_authenticate) return steps.skip('token', 'own_key');

  const tokens = await steps.run('token', () => redeem(config, flow));
  if (tokens === undefined) return;
  readTokens(steps, tokens);
  await readUserInfo({ config, steps }, tokens);
  const latest = await refresh({ config, steps }, { tokens, resource: request.resource });
  await introspect({ config, steps }, { token: latest.access_token, is_public: flow.is_public });
  await revoke({ config, steps }, latest);
}

interface Connected {
  config: client.Configuration;
  steps: TestSteps;
}

/** Whether there is a code to go on with. */
function readAnswer({ steps, callback }: CodeFlow): boolean {
  const error = callback.searchParams.get('error');
  const exchanges = [browserExchange('GET', callback.href)];
  if (error === null) {
    steps.passed('authorization_response', { exchanges });
    return true;
  }
  steps.failed('authorization_response', { exchanges, error, error_description: callback.searchParams.get('error_description') });
  return false;
}

async function redeem(config: client.Configuration, { request, callback }: CodeFlow): Promise<Tokens> {
  return client.authorizationCodeGrant(
    config,
    callback,
    {
      expectedState: request.state,
      pkceCodeVerifier: request.code_verifier,
      ...(request.nonce === null ? {} : { expectedNonce: request.nonce, idTokenExpected: true }),
    },
    request.resource === null ? undefined : { resource: request.resource },
  );
}

function readTokens(steps: TestSteps, tokens: Tokens): void {
  const idToken = tokens.id_token === undefined ? null : decodeToken(tokens.id_token);
  if (tokens.id_token === undefined) steps.skip('id_token', 'no_openid');
  else steps.passed('id_token', { decoded: idToken });
  const accessToken = decodeToken(tokens.access_token);
  if (accessToken === null) steps.skip('access_token', 'opaque');
  else steps.passed('access_token', { decoded: accessToken });
}

/** A token for an API is not for userinfo (RFC 9068 §4). */
async function readUserInfo({ config, steps }: Connected, tokens: Tokens): Promise<void> {
  const claims = tokens.claims();
  const audience = decodeToken(tokens.access_token)?.claims['aud'];
  const isForApi = audience !== undefined && audience !== config.serverMetadata().userinfo_endpoint;
  if (claims === undefined || isForApi) return steps.skip('userinfo', 'no_openid');
  await steps.run('userinfo', () => client.fetchUserInfo(config, tokens.access_token, claims.sub));
}

async function refresh({ config, steps }: Connected, { tokens, resource }: { tokens: Tokens; resource: string | null }): Promise<Tokens> {
  const { refresh_token: refreshToken } = tokens;
  if (refreshToken === undefined) {
    steps.skip('refresh', 'no_refresh_token');
    return tokens;
  }
  const parameters = resource === null ? undefined : { resource };
  const next = await steps.run('refresh', () => client.refreshTokenGrant(config, refreshToken, parameters));
  return next ?? tokens;
}

/** RFC 7662 §2.1: only a client that can authenticate may ask. */
async function introspect({ config, steps }: Connected, { token, is_public }: { token: string; is_public: boolean }): Promise<void> {
  if (is_public) return steps.skip('introspection', 'public_client');
  await steps.run('introspection', () => client.tokenIntrospection(config, token));
}

async function revoke({ config, steps }: Connected, tokens: Tokens): Promise<void> {
  const { refresh_token: refreshToken, access_token: accessToken } = tokens;
  await steps.run('revocation', () => client.tokenRevocation(config, refreshToken ?? accessToken));
  if (refreshToken === undefined) return steps.skip('after_revocation', 'no_refresh_token');
  await steps.expectRefusal('after_revocation', () => client.refreshTokenGrant(config, refreshToken));
}

/** What went over the browser, and not over the server. */
function browserExchange(method: string, address: string) {
  return {
    method,
    url: maskUrl(address),
    request_headers: [],
    request_body: [],
    status: null,
    response_headers: [],
    response_body: '',
  };
}
