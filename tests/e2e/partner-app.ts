import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import * as client from 'openid-client';

/** What a partner writes: openid-client with the values of the console’s `.env`, and nothing of ours. */
const { OIDC_ISSUER: issuer = '', OIDC_CLIENT_ID: id = '', OIDC_CLIENT_SECRET: secret, OIDC_REDIRECT_URI: redirect_uri = '' } = process.env;
const config = await client.discovery(new URL(issuer), id, secret, undefined, { execute: [client.allowInsecureRequests] });
const pkceCodeVerifier = client.randomPKCECodeVerifier();
const expectedState = client.randomState();
const code_challenge = await client.calculatePKCECodeChallenge(pkceCodeVerifier);
const scope = process.env['SCOPE'] ?? 'openid profile email';
const parameters = { redirect_uri, scope, state: expectedState, code_challenge, code_challenge_method: 'S256' };
const prompt: Record<string, string> = scope.includes('offline_access') ? { prompt: 'consent' } : {};

async function signedIn(callback: URL): Promise<unknown> {
  const tokens = await client.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState, idTokenExpected: true });
  const userinfo = await client.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '');
  const renewed = tokens.refresh_token === undefined ? null : await client.refreshTokenGrant(config, tokens.refresh_token);
  const sign_out = client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token ?? '' }).href;
  return { claims: tokens.claims(), userinfo, scope: tokens.scope, refreshed: renewed?.claims()?.sub, sign_out };
}

const { origin, pathname, port } = new URL(redirect_uri);
const server = createServer(async (request, response) => {
  await text(request);
  const url = new URL(request.url ?? '/', origin);
  if (url.pathname === '/')
    return response.writeHead(302, { location: client.buildAuthorizationUrl(config, { ...parameters, ...prompt }).href }).end();
  if (url.pathname !== pathname) return response.writeHead(404).end();
  const answer = await signedIn(url).catch((error: unknown) => ({
    error: error instanceof client.AuthorizationResponseError ? error.error : String(error),
  }));
  return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
});
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'));
