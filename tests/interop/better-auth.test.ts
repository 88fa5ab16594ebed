import { createServer, type Server } from 'node:http';
import { contract } from '@consentry/contract';
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { toNodeHandler } from 'better-auth/node';
import { genericOAuth } from 'better-auth/plugins';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { freePort } from '../support/free-port.ts';
import { managementApi } from '../support/management.ts';
import { startProduct, type Product } from '../support/product.ts';
import { ALICE, standardFixture } from '../support/standard-fixture.ts';

let product: Product;
let app: Server;
let appUrl: string;

beforeAll(async () => {
  product = await startProduct({ fixture: standardFixture() });
  appUrl = `http://localhost:${await freePort()}`;
  const api = await managementApi(product.issuer);
  const { client, client_secret } = await api(contract.clients.create, {
    body: {
      name: 'Better Auth App',
      app_type: 'traditional_web',
      party: 'third_party',
      redirect_uris: [`${appUrl}/api/auth/callback/consentry`],
    },
  });
  app = startApp(client.client_id, client_secret ?? '');
});

afterAll(async () => {
  app?.close();
  await product?.stop();
});

/** An application with better-auth's generic OAuth plugin, as its documentation shows it. */
function startApp(clientId: string, clientSecret: string): Server {
  const auth = betterAuth({
    baseURL: appUrl,
    secret: 'a long secret of the application that signs its own cookies',
    database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: 'consentry',
            clientId,
            clientSecret,
            discoveryUrl: `${product.issuer}/.well-known/openid-configuration`,
            scopes: ['openid', 'profile', 'email'],
            pkce: true,
          },
        ],
      }),
    ],
  });
  return createServer(toNodeHandler(auth)).listen(Number(new URL(appUrl).port));
}

test('an app signs a user in with better-auth’s generic OAuth, discovery and PKCE (OIDC Discovery §4, RFC 7636)', async () => {
  const browser = new BrowserLike();
  const started = await browser.send(new URL(`${appUrl}/api/auth/sign-in/social`), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: appUrl },
    body: JSON.stringify({ provider: 'consentry', callbackURL: '/signed-in' }),
  });
  expect(started.status, started.text).toBe(200);
  const { url } = started.json() as { url: string };
  expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256');
  const callback = await browser.signInAndConsent(url, ALICE);
  await browser.open(callback);
  const session = (await browser.open(`${appUrl}/api/auth/get-session`)).json() as { user?: Record<string, unknown> } | null;
  expect(session?.user).toMatchObject({ name: 'Alice Example', email: 'alice@example.com', emailVerified: true });
});
