import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { app, safeStorage, shell } from 'electron';
import * as oidc from 'openid-client';

const issuer = new URL('{{issuer}}');

export async function signIn() {
  // Plain http is for a provider on your own machine.
  const config = await oidc.discovery(issuer, '{{client_id}}', undefined, oidc.None(), {
    execute: issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
  });
  const redirectUri = new URL('{{redirect_uri}}');
  const server = createServer().listen(0, redirectUri.hostname);
  await once(server, 'listening');
  redirectUri.port = server.address().port;
  try {
    return await signInWith(config, server, redirectUri);
  } finally {
    server.close();
  }
}

async function signInWith(config, server, redirectUri) {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const expectedState = oidc.randomState();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri.href,
    scope: '{{scopes}}',
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
  });
  const answer = waitForAnswer(server, redirectUri);
  await shell.openExternal(url.href);
  const tokens = await oidc.authorizationCodeGrant(config, await answer, { pkceCodeVerifier, expectedState, idTokenExpected: true });
  if (tokens.refresh_token !== undefined) {
    await writeFile(join(app.getPath('userData'), 'refresh-token'), safeStorage.encryptString(tokens.refresh_token));
  }
  return oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
}

function waitForAnswer(server, redirectUri) {
  return new Promise((resolve) => {
    server.on('request', (request, response) => {
      const address = new URL(request.url, redirectUri);
      if (address.pathname !== redirectUri.pathname) return response.writeHead(404).end();
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
      response.end('You can close this window and go back to the app.');
      resolve(address);
    });
  });
}
