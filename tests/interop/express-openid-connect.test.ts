import type { Server } from 'node:http';
import { contract } from '@consentry/contract';
import express from 'express';
import oidc from 'express-openid-connect';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { freePort } from '../support/free-port.ts';
import { managementApi } from '../support/management.ts';
import { startProduct, type Product } from '../support/product.ts';
import { ALICE, standardFixture } from '../support/standard-fixture.ts';

const SESSION_SECRET = 'a long secret of the application that signs its own cookies';

let product: Product;
let app: Server;
let appUrl: string;

beforeAll(async () => {
  product = await startProduct({ fixture: standardFixture() });
  appUrl = `http://localhost:${await freePort()}`;
  const api = await managementApi(product.issuer);
  const { client, client_secret } = await api(contract.clients.create, {
    body: {
      name: 'Express App',
      app_type: 'traditional_web',
      party: 'third_party',
      redirect_uris: [`${appUrl}/callback`],
      post_logout_redirect_uris: [appUrl],
      scopes: ['openid', 'profile', 'email', 'offline_access'],
    },
  });
  app = startApp(client.client_id, client_secret ?? '');
});

afterAll(async () => {
  app?.close();
  await product?.stop();
});

/** An Express application as its documentation shows it, with the authorization code flow. */
function startApp(clientID: string, clientSecret: string): Server {
  const server = express();
  server.use(
    oidc.auth({
      issuerBaseURL: product.issuer,
      baseURL: appUrl,
      clientID,
      clientSecret,
      secret: SESSION_SECRET,
      authRequired: false,
      idpLogout: true,
      authorizationParams: { response_type: 'code', scope: 'openid profile email offline_access', prompt: 'consent' },
    }),
  );
  server.get('/me', oidc.requiresAuth(), async (request, response) => {
    response.json({ ...(await request.oidc.fetchUserInfo()), from_id_token: request.oidc.user?.['sub'] });
  });
  server.get('/refreshed', oidc.requiresAuth(), async (request, response) => {
    const token = await request.oidc.accessToken?.refresh();
    response.json({ refreshed: typeof token?.access_token === 'string' });
  });
  return server.listen(Number(new URL(appUrl).port));
}

test('an Express app signs a user in with express-openid-connect, reads userinfo, refreshes and signs out (OIDC Core §3.1, RP-Initiated Logout §2)', async () => {
  const browser = new BrowserLike();
  const authorization = (await browser.open(`${appUrl}/login`)).url;
  const callback = await browser.signInAndConsent(authorization, ALICE);
  await browser.open(callback);
  const me = (await browser.open(`${appUrl}/me`)).json();
  expect(me).toMatchObject({ name: 'Alice Example', email: 'alice@example.com' });
  expect(me['from_id_token']).toBe(me['sub']);
  expect((await browser.open(`${appUrl}/refreshed`)).json()).toEqual({ refreshed: true });

  const signOut = new URL((await browser.open(`${appUrl}/logout`)).url);
  expect(signOut.pathname).toBe('/oauth2/logout');
  expect(signOut.searchParams.get('post_logout_redirect_uri')).toBe(appUrl);
  expect((await browser.open(`${appUrl}/me`)).url).toContain(`${product.issuer}/oauth2/authorize?`);
  // What the app sends is accepted: nobody is shown an error.
  expect((await browser.open(signOut)).status).toBeLessThan(400);
});

test('whoever is not signed in is sent to sign in (control)', async () => {
  const page = await new BrowserLike().open(`${appUrl}/me`);
  expect(page.url).toContain(`${product.issuer}/oauth2/authorize?`);
});
