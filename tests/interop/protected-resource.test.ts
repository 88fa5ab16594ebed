import * as oauth from 'oauth4webapi';
import { expect, test } from 'vitest';
import { exchange } from '../support/http-exchange.ts';
import { managementClient } from '../support/management.ts';
import { useProduct } from '../support/use-product.ts';
import { insecure } from '../support/whole-flow.ts';

const product = useProduct();

test('from the address of the management API alone, a client finds the way to a token for it (RFC 9728 §3, §5, RFC 8414 §3)', async () => {
  const resource = new URL(`${product().issuer}/api/v1`);
  const call = (token: string) =>
    oauth.protectedResourceRequest(token, 'GET', new URL(`${resource.href}/caller`), undefined, undefined, insecure);
  const refused = await call('nothing').catch((error: unknown) => error);
  if (!(refused instanceof oauth.WWWAuthenticateChallengeError)) throw new Error('the API has not refused');
  const told = refused.cause[0]?.parameters['resource_metadata'] ?? '';
  expect(told).toBe(`${product().issuer}/.well-known/oauth-protected-resource/api/v1`);

  const found = await oauth.processResourceDiscoveryResponse(resource, await oauth.resourceDiscoveryRequest(resource, insecure));
  const [issuer = ''] = found.authorization_servers ?? [];
  const at = new URL(issuer);
  // An issuer without a path: the place of RFC 8414 §3.1 is the plain one.
  const as = await oauth.processDiscoveryResponse(at, await oauth.discoveryRequest(at, { algorithm: 'oauth2', ...insecure }));

  const { client_id = '', client_secret = '' } = managementClient();
  const parameters = { resource: found.resource, scope: found.scopes_supported?.join(' ') ?? '' };
  const authentication = oauth.ClientSecretBasic(client_secret);
  const answer = await oauth.clientCredentialsGrantRequest(as, { client_id }, authentication, parameters, insecure);
  const { access_token } = await oauth.processClientCredentialsResponse(as, { client_id }, answer);
  expect(await (await call(access_token)).json()).toMatchObject({ actor_type: 'client', scopes: found.scopes_supported });
});

test('the document is for every origin and may be kept; there is none of other paths, and nothing to write (RFC 9728 §3.2)', async () => {
  const { issuer } = product();
  const place = `${issuer}/.well-known/oauth-protected-resource/api/v1`;
  const document = await exchange(place, { headers: { origin: 'https://elsewhere.example' } });
  expect(document.headers).toMatchObject({
    'content-type': 'application/json',
    'access-control-allow-origin': '*',
    'cache-control': 'public, max-age=300',
  });
  for (const path of ['', '/', '/api', '/api/v1/', '/api/v2']) {
    expect((await exchange(`${issuer}/.well-known/oauth-protected-resource${path}`)).status, path).toBe(404);
  }
  expect((await exchange(place, { method: 'POST' })).status).toBeGreaterThanOrEqual(404);
});

test('both well-known locations of the server tell the same (RFC 8414 §3.1, OIDC Discovery §4)', async () => {
  const [oauthServer, openid] = await Promise.all(
    ['oauth-authorization-server', 'openid-configuration'].map((name) => exchange(`${product().issuer}/.well-known/${name}`)),
  );
  expect(oauthServer?.json()).toEqual(openid?.json());
});
