import type { Server } from 'node:http';
import { contract } from '@consentry/contract';
import express from 'express';
import session from 'express-session';
import passport from 'passport';
import OpenIDConnectStrategy from 'passport-openidconnect';
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
    body: { name: 'Passport App', app_type: 'traditional_web', party: 'third_party', redirect_uris: [`${appUrl}/callback`] },
  });
  app = startApp(client.client_id, client_secret ?? '');
});

afterAll(async () => {
  app?.close();
  await product?.stop();
});

/** An Express application as its documentation shows it. This strategy sends a nonce, and no PKCE. */
function startApp(clientID: string, clientSecret: string): Server {
  const strategy = new OpenIDConnectStrategy(
    {
      issuer: product.issuer,
      authorizationURL: `${product.issuer}/oauth2/authorize`,
      tokenURL: `${product.issuer}/oauth2/token`,
      userInfoURL: `${product.issuer}/oauth2/userinfo`,
      clientID,
      clientSecret,
      callbackURL: `${appUrl}/callback`,
      scope: ['openid', 'profile', 'email'],
      nonce: 'required',
      skipUserProfile: false,
    },
    (_issuer: string, profile: passport.Profile, done: (error: Error | null, user?: object) => void) => done(null, profile),
  );
  const authenticator = new passport.Passport();
  authenticator.use('oidc', strategy);
  authenticator.serializeUser((user, done) => done(null, user));
  authenticator.deserializeUser((user: Express.User, done) => done(null, user));
  const server = express();
  server.use(session({ secret: 'test', resave: false, saveUninitialized: false }));
  server.use(authenticator.initialize(), authenticator.session());
  server.get('/sign-in', authenticator.authenticate('oidc'));
  server.get('/callback', authenticator.authenticate('oidc', { failureRedirect: '/failed', failWithError: false }), (_request, response) =>
    response.redirect('/me'),
  );
  server.get('/me', (request, response) => void response.json(request.user ?? null));
  server.get('/failed', (_request, response) => void response.status(401).send('failed'));
  return server.listen(Number(new URL(appUrl).port));
}

async function authorizationUrlOf(browser: BrowserLike): Promise<string> {
  return (await browser.open(`${appUrl}/sign-in`)).url;
}

test('an Express app signs a user in with passport-openidconnect, nonce and secret (OIDC Core §3.1)', async () => {
  const browser = new BrowserLike();
  const callback = await browser.signInAndConsent(await authorizationUrlOf(browser), ALICE);
  const page = await browser.open(callback);
  expect(page.url).toBe(`${appUrl}/me`);
  expect(page.json()).toMatchObject({ displayName: 'Alice Example', emails: [{ value: 'alice@example.com' }] });
});

test('cancel on the consent page is a failed sign-in for the app, not a crash (RFC 6749 §4.1.2.1)', async () => {
  const browser = new BrowserLike();
  const url = new URL(await authorizationUrlOf(browser));
  url.searchParams.set('prompt', 'consent');
  const callback = await browser.signInAndConsent(url, { ...ALICE, decision: 'deny' });
  expect(callback.searchParams.get('error')).toBe('access_denied');
  const page = await browser.open(callback);
  expect(page.status).toBe(401);
});
