import { createHash, randomBytes } from 'node:crypto';
import {
  contract,
  DEVICE_CODE_GRANT,
  type ApiClient,
  type AuthorizationDetailsType,
  type CreateClient,
  type Grant,
} from '@consentry/contract';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../features/clients/create-client.ts';
import { createUser } from '../features/users/create-user.ts';
import { latestAuditEvent } from '../testing/latest-audit-event.ts';
import { signedInCookies, type SignedInCookies } from '../testing/signed-in-cookies.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { WalkingBrowser, type Visit } from '../testing/walking-browser.ts';

const CALLBACK = 'https://shop.example/callback';
const BANK = 'https://bank.example.com';
const CLINIC = 'https://clinic.example.com';
const VERIFIER = randomBytes(32).toString('base64url');
const SECRET = 's'.repeat(40);

const PAYMENT: AuthorizationDetailsType = {
  type: 'payment_initiation',
  schema: {
    type: 'object',
    properties: {
      actions: { type: 'array', items: { enum: ['initiate', 'status', 'cancel'] } },
      amount: { type: 'object', properties: { currency: { type: 'string' }, value: { type: 'string' } }, required: ['currency', 'value'] },
      creditor: { type: 'string', maxLength: 140 },
    },
    required: ['amount', 'creditor'],
  },
  texts: { en: 'Pay {{amount.value}} {{amount.currency}} to {{creditor}}' },
};
const RECORD: AuthorizationDetailsType = { type: 'medical_record', schema: { type: 'object' }, texts: {} };

const payment = (value = '45.00', more: object = {}) => ({
  type: 'payment_initiation',
  actions: ['initiate', 'status'],
  amount: { currency: 'EUR', value },
  creditor: 'Merchant A',
  ...more,
});

let app: TestApp;
let api: ApiClient;
let cookies: SignedInCookies;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
  cookies = await signedInCookies(app);
  for (const [resource, name, type] of [
    [BANK, 'Bank', PAYMENT],
    [CLINIC, 'Clinic', RECORD],
  ] as const) {
    await api(contract.resourceServers.create, {
      body: { resource, name, authorization_details_types: [type], scopes: [{ name: 'read' }] },
    });
  }
});
afterAll(async () => {
  cookies.stop();
  await app.stop();
});

interface Scene {
  user_id: string;
  client_id: string;
  browser: WalkingBrowser;
  is_public?: boolean;
}

async function scene(members: Partial<CreateClient> = {}): Promise<Scene> {
  const { user_id } = await createUser(app.context, { username: `payer${(count += 1)}` });
  const { client } = await createClient(app.context, {
    name: 'Shop',
    app_type: 'traditional_web',
    party: 'third_party',
    redirect_uris: [CALLBACK],
    scopes: ['openid', 'offline_access'],
    resource_scopes: { [BANK]: ['read'] },
    authorization_details_types: ['payment_initiation', 'medical_record'],
    ...(members.app_type === 'native' ? {} : { first_secret: { name: 'first', client_secret: SECRET } }),
    ...members,
  });
  const browser = new WalkingBrowser(app.url);
  browser.keepCookie(await cookies.of(user_id));
  return { user_id, client_id: client.client_id, browser, is_public: client.token_endpoint_auth_method === 'none' };
}

function ask({ client_id, browser }: Scene, details: unknown, parameters: Record<string, string> = {}): Promise<Visit> {
  const query = {
    client_id,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid',
    state: 's',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    authorization_details: typeof details === 'string' ? details : JSON.stringify(details),
    ...parameters,
  };
  return browser.open(`/oauth2/authorize?${new URLSearchParams(query).toString()}`);
}

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

async function token({ client_id, is_public = false }: Scene, fields: Record<string, string>, path = 'token'): Promise<Answer> {
  if (is_public) return post(path, { client_id, ...fields });
  return post(path, fields, { authorization: `Basic ${Buffer.from(`${client_id}:${SECRET}`).toString('base64')}` });
}

async function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await fetch(`${app.url}/oauth2/${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

function redeem(here: Scene, { url }: Visit, more: Record<string, string> = {}): Promise<Answer> {
  const code = url.searchParams.get('code') ?? '';
  return token(here, { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: VERIFIER, ...more });
}

const refresh = (here: Scene, { body }: Answer, more: Record<string, string> = {}): Promise<Answer> =>
  token(here, { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']), ...more });

const introspect = async (here: Scene, { body }: Answer): Promise<Record<string, unknown>> =>
  (await token(here, { token: String(body['access_token']) }, 'introspect')).body;

const allow = async (here: Scene, details: unknown, parameters: Record<string, string> = {}): Promise<Visit> =>
  here.browser.submit(await ask(here, details, parameters), 'decision', { decision: 'allow' });

const detailsIn = (jwt: unknown): unknown => decodeJwt(String(jwt))['authorization_details'];

async function grantOf({ user_id, client_id }: Scene): Promise<Grant | undefined> {
  return (await api(contract.grants.list, { query: { user_id, client_id } })).items[0];
}

const words = ({ html }: Visit): string => html.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ');

describe('a detail that is asked', () => {
  it('stands on the consent page in words, with every member that these leave out; once granted it is in token, response and introspection (RFC 9396 §7, §9)', async () => {
    const here = await scene();
    const page = await ask(here, [payment('45.00', { note: 'Order <b>7</b>' })]);
    expect(words(page)).toContain('Pay 45.00 EUR to Merchant A');
    expect(words(page)).toContain('note');
    expect(page.html).toContain('Order &lt;b&gt;7&lt;/b&gt;');
    expect(words(page)).toMatch(/actions\s*initiate, status/);
    const end = await here.browser.submit(page, 'decision', { decision: 'allow' });
    const answer = await redeem(here, end);
    const expected = [payment('45.00', { note: 'Order <b>7</b>' })];
    expect(answer).toMatchObject({ status: 200, body: { authorization_details: expected } });
    expect(decodeJwt(String(answer.body['access_token']))).toMatchObject({ aud: BANK, authorization_details: expected });
    expect(await introspect(here, answer)).toMatchObject({ active: true, authorization_details: expected });
    expect((await grantOf(here))?.authorization_details).toMatchObject([
      { resource: BANK, detail: expected[0], locale: 'en', text_version: expect.stringMatching(/^[0-9a-f]{12}$/) as unknown },
    ]);
    const event = await latestAuditEvent(api, 'grant.created', { client_id: here.client_id });
    expect(event?.details['authorization_details']).toEqual([{ resource: BANK, type: 'payment_initiation' }]);
  });

  it('is not asked again; another amount is, with what was allowed before shown as such', async () => {
    const here = await scene();
    await allow(here, [payment()]);
    const again = await ask(here, [{ ...payment(), actions: ['initiate', 'status'] }]);
    expect(again.url.searchParams.get('code')).not.toBeNull();
    const other = await ask(here, [payment(), payment('45.01')]);
    const [asked = '', before = ''] = other.html.split('<details');
    expect(asked).toContain('45.01');
    expect(before).toContain('45.00');
    const end = await here.browser.submit(other, 'decision', { decision: 'allow' });
    expect((await redeem(here, end)).body['authorization_details']).toEqual([payment(), payment('45.01')]);
  });

  it('is refused as a whole: nothing is stored, and the client hears access_denied', async () => {
    const here = await scene();
    const end = await here.browser.submit(await ask(here, [payment()]), 'decision', { decision: 'deny' });
    expect(end.url.searchParams.get('error')).toBe('access_denied');
    expect(await grantOf(here)).toBeUndefined();
  });

  it('may stand without any scope', async () => {
    const here = await scene();
    const end = await allow(here, [payment()], { scope: '' });
    expect((await redeem(here, end)).body).toMatchObject({ authorization_details: [payment()] });
    expect((await ask(here, [payment()], { scope: '' })).url.searchParams.get('code')).not.toBeNull();
  });

  it('of a first-party client needs no consent', async () => {
    const here = await scene({ party: 'first_party' });
    expect((await redeem(here, await ask(here, [payment()]))).body).toMatchObject({ authorization_details: [payment()] });
  });

  it('comes by a device alike (RFC 8628 §3.1)', async () => {
    const here = await scene({ app_type: 'native', grant_types: [DEVICE_CODE_GRANT], redirect_uris: [] });
    const details = { authorization_details: JSON.stringify([payment()]) };
    const device = await token(here, { client_id: here.client_id, scope: 'openid', ...details }, 'device');
    const code = { user_code: String(device.body['user_code']) };
    const confirm = await here.browser.submit(await here.browser.open(String(device.body['verification_uri'])), 'user_code', code);
    const page = await here.browser.submit(confirm, 'confirm', { confirm: 'yes' });
    expect(words(page)).toContain('Pay 45.00 EUR to Merchant A');
    await here.browser.submit(page, 'decision', { decision: 'allow' });
    const poll = { grant_type: DEVICE_CODE_GRANT, device_code: String(device.body['device_code']) };
    expect((await token(here, poll)).body).toMatchObject({ authorization_details: [payment()] });
  });

  it('comes by a pushed request alike (RFC 9126 §2)', async () => {
    const here = await scene();
    const pushed = await token(
      here,
      {
        client_id: here.client_id,
        response_type: 'code',
        redirect_uri: CALLBACK,
        scope: 'openid',
        code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
        code_challenge_method: 'S256',
        authorization_details: JSON.stringify([payment()]),
      },
      'par',
    );
    expect(pushed).toMatchObject({ status: 201 });
    const query = new URLSearchParams({ client_id: here.client_id, request_uri: String(pushed.body['request_uri']) });
    const page = await here.browser.open(`/oauth2/authorize?${query.toString()}`);
    expect(words(page)).toContain('Pay 45.00 EUR');
    const end = await here.browser.submit(page, 'decision', { decision: 'allow' });
    expect((await redeem(here, end)).body).toMatchObject({ authorization_details: [payment()] });
  });
});

describe('a request that names details wrongly', () => {
  it.each([
    ['JSON that is none', '[{', 'could not parse'],
    ['an object instead of a list', '{"type":"payment_initiation"}', 'should be a JSON array'],
    ['a type that nobody knows', [{ type: 'weather' }], 'no API here has the type weather'],
    [
      'a member that is missing',
      [payment('1', { creditor: undefined })],
      'number 1, of type payment_initiation: creditor is not as its schema says',
    ],
    [
      'a member of another kind',
      [payment(), payment('1', { amount: { currency: 'EUR', value: 45 } })],
      'number 2, of type payment_initiation: amount.value',
    ],
    ['a value that is not offered', [payment('1', { actions: ['steal'] })], 'actions.0'],
  ])('%s is invalid_authorization_details, which names the member (RFC 9396 §5)', async (_name, details, reason) => {
    const { url } = await ask(await scene(), details);
    expect(url.origin).toBe('https://shop.example');
    expect(url.searchParams.get('error')).toBe('invalid_authorization_details');
    expect(url.searchParams.get('error_description')).toContain(reason);
    expect(url.searchParams.get('error_description')).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
  });

  it('a type outside the client’s ceiling is refused by name (RFC 9396 §10)', async () => {
    const { url } = await ask(await scene({ authorization_details_types: [] }), [payment()]);
    expect(url.searchParams.get('error')).toBe('invalid_authorization_details');
    expect(url.searchParams.get('error_description')).toContain('payment_initiation is not allowed to this client');
  });

  it('a type of an API that the request does not name is refused (RFC 8707 §2)', async () => {
    const { url } = await ask(await scene(), [payment()], { resource: CLINIC });
    expect(url.searchParams.get('error_description')).toContain(`is one of the resource ${BANK}`);
  });
});

describe('a token', () => {
  it('carries the details of its own API alone (RFC 9396 §6)', async () => {
    const here = await scene({ scopes: ['openid'] });
    const record = { type: 'medical_record', patient: 'p1' };
    const both = await allow(here, [payment(), record]);
    expect((await redeem(here, both, { resource: CLINIC })).body).toMatchObject({ authorization_details: [record] });
  });

  it('is narrowed by the token request to a part of what was granted, and never widened; the mistake does not cost the code (RFC 9396 §6)', async () => {
    const here = await scene();
    const end = await allow(here, [payment(), payment('5.00')]);
    for (const wider of [
      payment('46.00'),
      payment('45.00', { actions: ['initiate', 'status', 'cancel'] }),
      { ...payment(), actions: undefined },
    ]) {
      const refused = await redeem(here, end, { authorization_details: JSON.stringify([wider]) });
      expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_authorization_details' } });
    }
    const part = [payment('5.00', { actions: ['status'] })];
    const narrowed = await redeem(here, end, { authorization_details: JSON.stringify(part) });
    expect(narrowed.body).toMatchObject({ authorization_details: part });
    expect(detailsIn(narrowed.body['access_token'])).toEqual(part);
    expect(await introspect(here, narrowed)).toMatchObject({ authorization_details: part });
  });

  it('keeps its details at each refresh, until the user takes one back', async () => {
    const here = await scene();
    const end = await allow(here, [payment(), payment('5.00')], { scope: 'openid offline_access' });
    const first = await redeem(here, end);
    const second = await refresh(here, first);
    expect(second.body).toMatchObject({ authorization_details: [payment(), payment('5.00')] });
    const narrowed = await refresh(here, second, { authorization_details: JSON.stringify([payment()]) });
    expect(narrowed.body).toMatchObject({ authorization_details: [payment()] });

    const apps = await here.browser.open('/account/apps');
    expect(words(apps)).toContain('Pay 5.00 EUR to Merchant A');
    const detail = /name="detail" value="([0-9a-f]{32})"/.exec(apps.html)?.[1] ?? '';
    await here.browser.submit(apps, 'detail', { detail });
    expect((await grantOf(here))?.authorization_details.map((one) => one.detail)).toEqual([payment('5.00')]);
    expect((await refresh(here, narrowed)).body).toMatchObject({ authorization_details: [payment('5.00')] });
    expect(await introspect(here, narrowed)).not.toHaveProperty('authorization_details');
    expect(await latestAuditEvent(api, 'grant.narrowed', { client_id: here.client_id })).toMatchObject({
      details: { authorization_details: [{ resource: BANK, type: 'payment_initiation' }] },
    });
  });

  it('of a machine carries what it asks for within its ceiling (RFC 6749 §4.4)', async () => {
    const here = await scene({ app_type: 'machine_to_machine', party: 'first_party', redirect_uris: [], scopes: [], resource_scopes: {} });
    const fields = { grant_type: 'client_credentials', authorization_details: JSON.stringify([payment()]) };
    const answer = await token(here, fields);
    expect(answer.body).toMatchObject({ authorization_details: [payment()] });
    expect(await introspect(here, answer)).toMatchObject({ active: true, aud: BANK, authorization_details: [payment()] });
    await api(contract.clients.update, { params: { client_id: here.client_id }, body: { authorization_details_types: [] } });
    expect(await token(here, fields)).toMatchObject({ status: 400, body: { error: 'invalid_authorization_details' } });
    expect(await introspect(here, answer)).not.toHaveProperty('authorization_details');
  });
});

describe('when the operator', () => {
  it('takes a type off the client, its details end at the next refresh and introspection', async () => {
    const here = await scene();
    const first = await redeem(here, await allow(here, [payment()], { scope: 'openid offline_access' }));
    await api(contract.clients.update, { params: { client_id: here.client_id }, body: { authorization_details_types: [] } });
    expect(await introspect(here, first)).not.toHaveProperty('authorization_details');
    expect((await refresh(here, first)).body).not.toHaveProperty('authorization_details');
  });

  it('removes the resource server, its details leave grants and ceilings, and a later type of that name inherits nothing', async () => {
    const resource = 'https://gone.example.com';
    const type = { type: 'gone_type', schema: { type: 'object' }, texts: {} };
    const body = { resource, name: 'Gone', authorization_details_types: [type] };
    await api(contract.resourceServers.create, { body });
    const here = await scene({ authorization_details_types: ['gone_type'] });
    await allow(here, [{ type: 'gone_type' }]);
    await api(contract.resourceServers.delete, { params: { resource } });
    expect((await grantOf(here))?.authorization_details).toEqual([]);
    await api(contract.resourceServers.create, { body });
    expect((await api(contract.clients.get, { params: { client_id: here.client_id } })).authorization_details_types).toEqual([]);
    expect((await ask(here, [{ type: 'gone_type' }])).url.searchParams.get('error')).toBe('invalid_authorization_details');
    await api(contract.clients.update, { params: { client_id: here.client_id }, body: { authorization_details_types: ['gone_type'] } });
    expect((await ask(here, [{ type: 'gone_type' }])).html).toContain('gone_type');
  });

  it('changes a schema while a person stands at the consent page, the request is judged anew', async () => {
    const resource = 'https://moving.example.com';
    const type = { type: 'moving_type', schema: { type: 'object' }, texts: {} };
    await api(contract.resourceServers.create, { body: { resource, name: 'Moving', authorization_details_types: [type] } });
    const here = await scene({ authorization_details_types: ['moving_type'] });
    const page = await ask(here, [{ type: 'moving_type' }]);
    const stricter = { ...type, schema: { type: 'object', properties: { until: { type: 'string' } }, required: ['until'] } };
    await api(contract.resourceServers.update, { params: { resource }, body: { authorization_details_types: [stricter] } });
    const end = await here.browser.submit(page, 'decision', { decision: 'allow' });
    expect(end.url.searchParams.get('error')).toBe('invalid_authorization_details');
  });
});

it('discovery names the types that exist, and nothing when there is none (RFC 9396 §10)', async () => {
  const read = async () => (await (await fetch(`${app.url}/.well-known/oauth-authorization-server`)).json()) as Record<string, unknown>;
  expect((await read())['authorization_details_types_supported']).toEqual(expect.arrayContaining(['medical_record', 'payment_initiation']));
});
