import { DEVICE_CODE_GRANT, type CreateClient } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../features/clients/create-client.ts';
import { createUser } from '../features/users/create-user.ts';
import { hashToken } from '../platform/keyring.ts';
import { signedInCookies, type SignedInCookies } from '../testing/signed-in-cookies.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { WalkingBrowser, type Visit } from '../testing/walking-browser.ts';

const GRANT = { grant_type: DEVICE_CODE_GRANT };
const INTERVAL = 5;

let app: TestApp;
let cookies: SignedInCookies;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  cookies = await signedInCookies(app);
});
afterAll(async () => {
  cookies.stop();
  await app.stop();
});

async function television(members: Partial<CreateClient> = {}): Promise<string> {
  const body: CreateClient = {
    name: 'Television',
    app_type: 'native',
    party: 'third_party',
    scopes: ['openid', 'email', 'offline_access'],
    grant_types: [DEVICE_CODE_GRANT, 'refresh_token'],
    ...members,
  };
  return (await createClient(app.context, body)).client.client_id;
}

async function person(): Promise<WalkingBrowser> {
  const { user_id } = await createUser(app.context, { username: `person${(count += 1)}`, email: `p${count}@example.com` });
  const browser = new WalkingBrowser(app.url);
  browser.keepCookie(await cookies.of(user_id));
  return browser;
}

interface Answer {
  status: number;
  body: Record<string, string>;
}

async function post(path: string, fields: Record<string, string>): Promise<Answer> {
  const answer = await fetch(`${app.url}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

interface Device {
  client_id: string;
  device_code: string;
  user_code: string;
  verification_uri: string;
  verification_uri_complete: string;
}

async function begin(client_id: string, scope = 'openid email offline_access'): Promise<Device> {
  const { status, body } = await post('/oauth2/device', { client_id, scope });
  expect(status).toBe(200);
  return { client_id, ...body } as unknown as Device;
}

function poll({ client_id, device_code }: Device): Promise<Answer> {
  app.clock.advance(INTERVAL);
  return post('/oauth2/token', { ...GRANT, client_id, device_code });
}

async function enter(browser: WalkingBrowser, { verification_uri, user_code }: Device): Promise<Visit> {
  return browser.submit(await browser.open(verification_uri), 'user_code', { user_code });
}

async function allow(browser: WalkingBrowser, device: Device): Promise<Visit> {
  const consent = await browser.submit(await enter(browser, device), 'confirm', { confirm: 'yes' });
  return browser.submit(consent, 'decision', { decision: 'allow' });
}

describe('a device without a browser', () => {
  it('gets tokens once a person has confirmed its code and consented, and nothing before (RFC 8628 §3.3 to §3.5)', async () => {
    const device = await begin(await television());
    expect(device.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(device.verification_uri).toBe(`${app.url}/device`);
    expect((await poll(device)).body['error']).toBe('authorization_pending');

    const browser = await person();
    const confirmation = await enter(browser, device);
    expect(confirmation.html).toContain('Television');
    expect(confirmation.html).toContain(device.user_code);
    expect(confirmation.html).toContain('127.0.0.1');
    const consent = await browser.submit(confirmation, 'confirm', { confirm: 'yes' });
    expect(consent.html).toContain(`p${count}@example.com`);
    expect((await poll(device)).body['error']).toBe('authorization_pending');
    expect((await browser.submit(consent, 'decision', { decision: 'allow' })).html).toContain('Your device is connected');

    const { status, body } = await poll(device);
    expect([status, body['scope'], body['token_type']]).toEqual([200, 'openid email offline_access', 'Bearer']);
    expect(Object.keys(body)).toEqual(expect.arrayContaining(['access_token', 'refresh_token', 'id_token']));
    const refreshed = await post('/oauth2/token', {
      grant_type: 'refresh_token',
      client_id: device.client_id,
      refresh_token: body['refresh_token'] ?? '',
    });
    expect(refreshed.status).toBe(200);
  });

  it('that asks too often is told to slow down (RFC 8628 §3.5)', async () => {
    const device = await begin(await television());
    expect((await poll(device)).body['error']).toBe('authorization_pending');
    const { client_id, device_code } = device;
    expect((await post('/oauth2/token', { ...GRANT, client_id, device_code })).body['error']).toBe('slow_down');
    expect((await poll(device)).body['error']).toBe('authorization_pending');
  });

  it('gets nothing when the person says that the code is not theirs, or does not consent', async () => {
    for (const refuse of [
      async (browser: WalkingBrowser, device: Device) => browser.submit(await enter(browser, device), 'abort', { abort: 'yes' }),
      async (browser: WalkingBrowser, device: Device) =>
        browser.submit(await browser.submit(await enter(browser, device), 'confirm', { confirm: 'yes' }), 'decision', { decision: 'deny' }),
    ]) {
      const device = await begin(await television());
      const page = await refuse(await person(), device);
      expect(page.html).toContain('The device gets no access');
      expect((await poll(device)).body['error']).toBe('access_denied');
    }
  });

  it('whose code has run out has to begin again (RFC 8628 §3.5)', async () => {
    const device = await begin(await television());
    app.clock.advance(600);
    expect((await enter(await person(), device)).html).toContain('not valid any more');
    expect((await poll(device)).body['error']).toBe('expired_token');
  });
});

describe('attacks', () => {
  it('a device code redeemed twice ends what came from it (RFC 6749 §4.1.2)', async () => {
    const device = await begin(await television());
    await allow(await person(), device);
    const { body } = await poll(device);
    expect((await poll(device)).body['error']).toBe('invalid_grant');
    const userinfo = await fetch(`${app.url}/oauth2/userinfo`, { headers: { authorization: `Bearer ${body['access_token']}` } });
    expect(userinfo.status).toBe(401);
  });

  it('a user code is confirmed by hand also when it came with the address, and counts once (RFC 8628 §3.3.1, §5.4)', async () => {
    const device = await begin(await television());
    const browser = await person();
    const page = await browser.open(device.verification_uri_complete);
    expect(page.html).toContain(`value="${device.user_code}"`);
    expect((await poll(device)).body['error']).toBe('authorization_pending');
    await allow(browser, device);
    expect((await enter(await person(), device)).html).toContain('not valid any more');
  });

  it('the code of one client opens nothing to another, and its hash nothing to anybody (RFC 8628 §5.2)', async () => {
    const leaked = await begin(await television());
    await allow(await person(), leaked);
    expect((await poll({ ...leaked, client_id: await television() })).body['error']).toBe('invalid_grant');

    const device = await begin(await television());
    await allow(await person(), device);
    const hash = `device-code-hash~${hashToken(device.device_code).toString('hex')}`;
    expect((await poll({ ...device, device_code: hash })).body['error']).toBe('invalid_grant');
    expect((await poll(device)).status).toBe(200);
  });

  it('a client that is not set up for it cannot begin (RFC 6749 §5.2)', async () => {
    const client_id = await television({ grant_types: ['authorization_code'], redirect_uris: ['com.example.television:/callback'] });
    const { status, body } = await post('/oauth2/device', { client_id, scope: 'openid' });
    expect([status, body['device_code']]).toEqual([400, undefined]);
  });

  it('user codes cannot be guessed in numbers from one address (RFC 8628 §5.1)', async () => {
    const browser = await person();
    const page = await browser.open('/device');
    let last = page;
    for (let tries = 0; tries < 31; tries += 1) last = await browser.submit(page, 'user_code', { user_code: 'BBBB-CCCC' });
    expect(last.status).toBe(429);
  });
});
