import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient } from '../features/clients/create-client.ts';
import { createUser } from '../features/users/create-user.ts';
import { authorizePublicly, postToken } from '../testing/public-flow.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { WalkingBrowser } from '../testing/walking-browser.ts';

const CALLBACK = 'https://app.partner.example/callback';
const SCOPE = 'openid email phone offline_access';
const PASSWORD = 'correct horse battery';

let app: TestApp;
let browser: WalkingBrowser;

beforeAll(async () => {
  app = await startTestApp();
  await createUser(app.context, { username: 'alice', password: PASSWORD, email: 'alice@example.com' });
  browser = new WalkingBrowser(app.url);
  const page = await browser.open('/sign-in');
  await browser.submit(page, 'identifier', { identifier: 'alice', password: PASSWORD });
});
afterAll(() => app.stop());

async function newApp(): Promise<string> {
  const { client } = await createClient(app.context, {
    name: 'Partner',
    app_type: 'native',
    party: 'third_party',
    redirect_uris: [CALLBACK],
    scopes: ['openid', 'email', 'phone', 'offline_access'],
    grant_types: ['authorization_code', 'refresh_token'],
  });
  return client.client_id;
}

async function newCode(client_id: string): Promise<Record<string, string>> {
  const { callback, code_verifier } = await authorizePublicly({ app, browser, client_id, redirect_uri: CALLBACK, scope: SCOPE });
  const code = callback.searchParams.get('code') ?? '';
  return { client_id, grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier };
}

/** As another instance does it, with nothing written down that this one would hear of or find. */
async function takeEmailUnnoticed(clientId: string): Promise<void> {
  app.clock.advance(1);
  await app.context.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`
      update clients set scopes = array_remove(scopes, 'email'), updated_at = ${app.clock.now()} where client_id = ${clientId}`.execute(tx);
  });
}

async function userinfo(accessToken = ''): Promise<unknown> {
  const answer = await fetch(`${app.url}/oauth2/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
  expect(answer.status).toBe(200);
  return answer.json();
}

it('a scope that another instance took from the ceiling is missing from the very next refresh, before the news of it (product.md, Permissions)', async () => {
  const client_id = await newApp();
  const { refresh_token = '' } = await postToken(app, await newCode(client_id));
  await takeEmailUnnoticed(client_id);
  expect(await postToken(app, { client_id, grant_type: 'refresh_token', refresh_token })).toMatchObject({
    scope: 'openid phone offline_access',
  });
});

it('… from userinfo', async () => {
  const client_id = await newApp();
  const { access_token } = await postToken(app, await newCode(client_id));
  expect(await userinfo(access_token)).toHaveProperty('email');
  await takeEmailUnnoticed(client_id);
  expect(await userinfo(access_token)).not.toHaveProperty('email');
});

it('… and from what a code is exchanged for', async () => {
  const client_id = await newApp();
  await postToken(app, await newCode(client_id));
  const code = await newCode(client_id);
  await takeEmailUnnoticed(client_id);
  expect(await postToken(app, code)).toMatchObject({ scope: 'openid phone offline_access' });
});
