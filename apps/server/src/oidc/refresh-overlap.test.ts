import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient } from '../features/clients/create-client.ts';
import { createUser } from '../features/users/create-user.ts';
import { authorizePublicly, postToken } from '../testing/public-flow.ts';
import { signedInCookies } from '../testing/signed-in-cookies.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { WalkingBrowser } from '../testing/walking-browser.ts';

const REDIRECT = 'http://127.0.0.1:4999/callback';
let app: TestApp;
let browser: WalkingBrowser;
let client_id: string;

beforeAll(async () => {
  app = await startTestApp();
  const { user_id } = await createUser(app.context, { username: 'alice' });
  const cookies = await signedInCookies(app);
  browser = new WalkingBrowser(app.url);
  browser.keepCookie(await cookies.of(user_id));
  cookies.stop();
  const { client } = await createClient(app.context, {
    name: 'Agent',
    app_type: 'native',
    party: 'third_party',
    redirect_uris: [REDIRECT],
    scopes: ['openid', 'offline_access'],
  });
  client_id = client.client_id;
});
afterAll(() => app.stop());

async function firstRefreshToken(): Promise<string> {
  const flow = { app, browser, client_id, redirect_uri: REDIRECT, scope: 'openid offline_access' };
  const { callback, code_verifier } = await authorizePublicly(flow);
  const code = callback.searchParams.get('code') ?? '';
  const answer = await postToken(app, { grant_type: 'authorization_code', code, code_verifier, client_id, redirect_uri: REDIRECT });
  return answer.refresh_token ?? '';
}

const refresh = (refresh_token: string) => postToken(app, { grant_type: 'refresh_token', refresh_token, client_id });

it('an answer that was lost is given again within half a minute, with the same refresh token and a good access token', async () => {
  const first = await firstRefreshToken();
  const lost = await refresh(first);
  app.clock.advance(29);
  const again = await refresh(first);
  expect(again).toMatchObject({ status: 200, refresh_token: lost.refresh_token });
  const info = await fetch(`${app.url}/oauth2/userinfo`, { headers: { authorization: `Bearer ${again.access_token ?? ''}` } });
  expect(info.status).toBe(200);
  expect((await refresh(again.refresh_token ?? '')).status).toBe(200);
});

it('after that it is reuse, and ends the family; repeating does not prolong the time (RFC 9700 §4.14.2)', async () => {
  const first = await firstRefreshToken();
  const second = await refresh(first);
  app.clock.advance(20);
  expect((await refresh(first)).status).toBe(200);
  app.clock.advance(11);
  expect(await refresh(first)).toMatchObject({ status: 400, error: 'invalid_grant' });
  expect(await refresh(second.refresh_token ?? '')).toMatchObject({ status: 400, error: 'invalid_grant' });
});

it('no token tells its successor: it follows from a key of the server', async () => {
  const first = await firstRefreshToken();
  const { refresh_token: second = '' } = await refresh(first);
  expect(second).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(second).not.toContain(first);
});
