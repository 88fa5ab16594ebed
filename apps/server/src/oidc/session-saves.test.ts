import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../features/clients/create-client.ts';
import { createUser } from '../features/users/create-user.ts';
import { signedInCookies, type SignedInCookies } from '../testing/signed-in-cookies.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { WalkingBrowser, type Visit } from '../testing/walking-browser.ts';

const CALLBACK = 'https://shop.example/callback';

let app: TestApp;
let cookies: SignedInCookies;
beforeAll(async () => {
  app = await startTestApp();
  cookies = await signedInCookies(app);
});
afterAll(async () => {
  cookies.stop();
  await app.stop();
});

interface Saved {
  expires_at: Date;
  last_used_at: Date;
  payload: { authorizations?: Record<string, unknown> };
  user_agent: string | null;
}

async function newClient(): Promise<string> {
  const { client } = await createClient(app.context, {
    name: 'Shop',
    app_type: 'traditional_web',
    party: 'first_party',
    redirect_uris: [CALLBACK],
    scopes: ['openid'],
  });
  return client.client_id;
}

function authorize(browser: WalkingBrowser, client_id: string): Promise<Visit> {
  const query = {
    client_id,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid',
    code_challenge: createHash('sha256').update(randomBytes(8)).digest('base64url'),
    code_challenge_method: 'S256',
  };
  return browser.open(`/oauth2/authorize?${new URLSearchParams(query).toString()}`);
}

async function scene() {
  const { user_id } = await createUser(app.context, { username: `visitor-${randomBytes(4).toString('hex')}` });
  const cookie = await cookies.of(user_id);
  const browserOf = (headers: Record<string, string> = {}): WalkingBrowser => {
    const made = new WalkingBrowser(app.url, headers);
    made.keepCookie(cookie);
    return made;
  };
  const saved = async (): Promise<Saved | undefined> =>
    (
      await sql<Saved>`select expires_at, last_used_at, payload, user_agent from sessions where user_id = ${user_id}`.execute(
        app.context.db,
      )
    ).rows[0];
  return { browser: browserOf(), browserOf, saved };
}

describe('a session', () => {
  it('that is used again within a minute is not written, and after it is, with its new end', async () => {
    const { browser, saved } = await scene();
    const client = await newClient();
    await authorize(browser, client);
    const first = await saved();
    app.clock.advance(30);
    expect((await authorize(browser, client)).url.searchParams.get('code')).not.toBeNull();
    expect(await saved()).toEqual(first);
    app.clock.advance(31);
    await authorize(browser, client);
    const later = await saved();
    expect(later?.last_used_at.getTime()).toBeGreaterThanOrEqual((first?.last_used_at.getTime() ?? 0) + 60_000);
    expect(later?.expires_at.getTime()).toBeGreaterThan(first?.expires_at.getTime() ?? Infinity);
  });

  it('that meets another client within the minute is written: sign-out has to reach that client too', async () => {
    const { browser, saved } = await scene();
    const [one, other] = [await newClient(), await newClient()];
    await authorize(browser, one);
    await authorize(browser, other);
    expect(Object.keys((await saved())?.payload.authorizations ?? {})).toEqual(expect.arrayContaining([one, other]));
  });

  it('that another browser shows within the minute is written: people see from where their session is used', async () => {
    const { browser, browserOf, saved } = await scene();
    const client = await newClient();
    await authorize(browser, client);
    await authorize(browserOf({ 'user-agent': 'Stolen/1.0' }), client);
    expect((await saved())?.user_agent).toBe('Stolen/1.0');
  });
});
