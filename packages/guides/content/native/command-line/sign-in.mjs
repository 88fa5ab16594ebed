import { createServer } from 'node:http';
import { spawn } from 'node:child_process';
import * as oidc from 'openid-client';

const issuer = new URL('{{issuer}}');
const redirectUri = new URL('{{redirect_uri}}');

// Plain http is for a provider on your own machine.
const config = await oidc.discovery(issuer, '{{client_id}}', undefined, oidc.None(), {
  execute: issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
});

const server = createServer().listen(0, redirectUri.hostname);
await new Promise((resolve) => server.once('listening', resolve));
redirectUri.port = server.address().port;

const code_verifier = oidc.randomPKCECodeVerifier();
const state = oidc.randomState();
const url = oidc.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri.href,
  scope: '{{scopes}}',
  code_challenge: await oidc.calculatePKCECodeChallenge(code_verifier),
  code_challenge_method: 'S256',
  state,
});

console.log(`Sign in at ${url.href}`);
openBrowser(url.href);

const answer = await new Promise((resolve) => {
  server.on('request', (request, response) => {
    const address = new URL(request.url, redirectUri);
    if (address.pathname !== redirectUri.pathname) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
    response.end('You can close this window and go back to the terminal.');
    resolve(address);
  });
});
server.close();

const tokens = await oidc.authorizationCodeGrant(config, answer, {
  pkceCodeVerifier: code_verifier,
  expectedState: state,
  idTokenExpected: true,
});
const user = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
console.log(`Signed in as ${user.name ?? user.sub}`);

function openBrowser(address) {
  const [program, ...args] =
    { darwin: ['open'], win32: ['rundll32', 'url.dll,FileProtocolHandler'] }[process.platform] ?? ['xdg-open'];
  spawn(program, [...args, address], { stdio: 'ignore', detached: true })
    .on('error', () => console.log('Open the address in a browser on this machine.'))
    .unref();
}
