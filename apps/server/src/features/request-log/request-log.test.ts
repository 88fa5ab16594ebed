import { contract, type ApiClient, type RefusedRequest } from '@consentry/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { openPostgres } from '../../platform/database.ts';
import { TestBrowser } from '../../testing/test-browser.ts';
import { createClient } from '../clients/create-client.ts';
import { createUser } from '../users/create-user.ts';
import { deleteOldRefusedRequests } from './delete-old-refused-requests.ts';
import { findRefusedRequests } from './find-refused-requests.ts';
import { presentForPartner } from './present-for-partner.ts';
import { RefusalQueue } from './refusal-queue.ts';
import type { Refusal } from './refusal.ts';

const { refusedRequests, clients } = contract;
let app: TestApp;
let api: ApiClient;
let client_id: string;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
  const created = await createClient(app.context, {
    name: 'Partner',
    app_type: 'traditional_web',
    party: 'third_party',
    redirect_uris: ['https://app.example.com/callback'],
  });
  client_id = created.client.client_id;
});
afterAll(() => app.stop());

const authorize = (parameters: Record<string, string>): Promise<Response> => {
  app.clock.advance(1);
  return fetch(`${app.url}/oauth2/authorize?${new URLSearchParams({ client_id, response_type: 'code', ...parameters })}`, {
    redirect: 'manual',
  });
};

const token = (parameters: Record<string, string>): Promise<Response> => {
  app.clock.advance(1);
  return fetch(`${app.url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(parameters) });
};

/** The log’s entry for an answer, found by the reference that the answer named. */
async function entryOf(answer: Response): Promise<RefusedRequest> {
  await app.app.refusals.flush();
  return api(refusedRequests.get, { params: { reference: answer.headers.get('x-request-id') ?? '' } });
}

it('needs a token with the scope of the route', () => expectGuarded(app, refusedRequests));

it('a refused redirect URI is explained, and adding it is offered only while the rules take it and it is missing', async () => {
  const answer = await authorize({ redirect_uri: 'https://app.example.com/callback/', scope: 'openid' });
  const entry = await entryOf(answer);
  expect(entry).toMatchObject({
    endpoint: 'authorization',
    method: 'GET',
    client_id,
    client_known: true,
    error: 'invalid_redirect_uri',
    mistake: 'redirect_uri_mismatch',
    came: 'redirect_uri = “https://app.example.com/callback/”',
    expected: expect.stringContaining('a slash at the end that is not registered'),
    fix: { kind: 'redirect_uri', value: 'https://app.example.com/callback/', resource: null, done: false },
    at: app.clock.now().toISOString(),
  });
  const page = await answer.text();
  expect(page).toContain(entry.reference);
  expect(page, 'what is registered is nobody’s business').not.toContain('https://app.example.com/callback<');
  await api(clients.update, {
    params: { client_id },
    body: { redirect_uris: ['https://app.example.com/callback', entry.fix?.value ?? ''] },
  });
  expect((await entryOf(answer)).fix).toMatchObject({ done: true });
  expect((await entryOf(await authorize({ redirect_uri: 'http://app.example.com/callback' }))).fix, 'http is against the rules').toBeNull();
});

it('the answer to a program names the reference in its description and stays a plain OAuth error (RFC 6749 §5.2)', async () => {
  const answer = await token({ grant_type: 'authorization_code', client_id, client_secret: 'wrong' });
  const body = (await answer.json()) as Record<string, string>;
  expect(answer.status).toBe(401);
  expect(Object.keys(body)).toEqual(['error', 'error_description']);
  expect(body['error_description']).toBe(`client authentication failed (reference ${answer.headers.get('x-request-id')})`);
  expect(await entryOf(answer)).toMatchObject({ mistake: 'client_secret_wrong', parameters: { client_secret: '[not stored]' } });
});

it('a secret that has expired is told from a wrong one, in the log alone (RFC 6749 §5.2)', async () => {
  const expires_at = new Date(app.clock.now().getTime() + 60_000).toISOString();
  const added = await api(clients.createSecret, { params: { client_id }, body: { name: 'short', expires_at } });
  app.clock.advance(61);
  const answer = await token({ grant_type: 'authorization_code', client_id, client_secret: added.client_secret });
  expect(((await answer.json()) as Record<string, string>)['error_description']).toContain('client authentication failed (reference');
  expect(await entryOf(answer)).toMatchObject({ mistake: 'client_secret_expired' });
});

it('what is refused by going back to the client names the reference there', async () => {
  const answer = await authorize({ redirect_uri: 'https://app.example.com/callback', scope: 'openid', state: 'kept' });
  const location = new URL(answer.headers.get('location') ?? '');
  expect(location.searchParams.get('state')).toBe('kept');
  expect(location.searchParams.get('error_description')).toMatch(/code_challenge.*\(reference [\w-]{22}\)$/);
  expect(await entryOf(answer)).toMatchObject({ mistake: 'pkce_missing' });
});

it('a request that nobody’s client sent is found by its reference, and in the list of no client', async () => {
  const answer = await token({ grant_type: 'authorization_code', client_id: 'no-such-client', client_secret: 'x' });
  expect(await entryOf(answer)).toMatchObject({ mistake: 'client_unknown', client_id: 'no-such-client', client_known: false, fix: null });
  const { items } = await api(refusedRequests.list, { query: { client_id } });
  expect(items.every((item) => item.client_id === client_id)).toBe(true);
});

it('the list goes by client, reference, mistake, endpoint and time, newest first and in pages', async () => {
  const all = await api(refusedRequests.list, { query: { client_id } });
  expect(all.items.map(({ mistake }) => mistake)).toEqual([
    'pkce_missing',
    'client_secret_expired',
    'client_secret_wrong',
    'redirect_uri_mismatch',
    'redirect_uri_mismatch',
  ]);
  const filtered = await api(refusedRequests.list, { query: { client_id, endpoint: 'token', mistake: 'client_secret_wrong' } });
  expect(filtered.items).toHaveLength(1);
  const first = await api(refusedRequests.list, { query: { client_id, limit: 2 } });
  const second = await api(refusedRequests.list, { query: { client_id, limit: 2, cursor: first.next_cursor ?? '' } });
  expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 4));
  const reference = all.items[2]?.reference ?? '';
  expect((await api(refusedRequests.list, { query: { reference } })).items).toEqual([all.items[2]]);
  expect((await api(refusedRequests.list, { query: { reference, client_id: 'another' } })).items).toEqual([]);
  const since = all.items[1]?.at ?? '';
  expect((await api(refusedRequests.list, { query: { client_id, since } })).items).toHaveLength(2);
  expect((await api(refusedRequests.list, { query: { client_id, until: since } })).items).toHaveLength(3);
});

it('a code that came too late is told from one that nobody knows (RFC 6749 §4.1.2)', async () => {
  const redirect_uri = 'https://late.example.com/callback';
  const late = await createClient(app.context, {
    name: 'Late',
    app_type: 'traditional_web',
    party: 'first_party',
    redirect_uris: [redirect_uri],
  });
  const user = await createUser(app.context, { username: 'alice' });
  const browser = new TestBrowser(app);
  await browser.signIn(user.user_id);
  const query = { client_id: late.client.client_id, response_type: 'code', scope: 'openid', nonce: 'n', redirect_uri };
  // The engine compares with the machine's time: what is issued five minutes ago has expired.
  app.clock.advance(-300);
  const answer = await browser.get(`/oauth2/authorize?${new URLSearchParams(query)}`);
  app.clock.advance(300);
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const credentials = { client_id: query.client_id, client_secret: late.client_secret ?? '' };
  const redeem = (sent: string) => token({ grant_type: 'authorization_code', redirect_uri, code: sent, ...credentials });
  const entry = await entryOf(await redeem(code));
  expect(entry).toMatchObject({ mistake: 'code_expired', came: expect.stringMatching(/^A code that expired \d+ seconds ago/) });
  expect(JSON.stringify(entry)).not.toContain(code);
  expect(await entryOf(await redeem('nobody-knows-it'))).toMatchObject({ mistake: 'code_unknown' });
});

it('a storage that is gone costs the entries and nothing else', async () => {
  const gone = openPostgres('postgres://nobody@127.0.0.1:1/none');
  const queue = new RefusalQueue({ ...app.context, db: gone });
  queue.add(() => Promise.reject(new Error('not even complete')));
  queue.add(() => Promise.resolve({ client_id: null, ip: null } as Refusal));
  await expect(queue.flush()).resolves.toBeUndefined();
  await gone.destroy();
});

it('a reference that names nothing is a problem of its own', async () => {
  await expect(problemOf(api(refusedRequests.get, { params: { reference: 'nothing' } }))).resolves.toMatchObject({ status: 404 });
});

it('what users do is no mistake of the client: no sign-in at prompt=none is not logged (OIDC Core §3.1.2.6)', async () => {
  const query = { redirect_uri: 'https://app.example.com/callback', scope: 'openid', nonce: 'n', prompt: 'none' };
  const answer = await authorize(query);
  expect(answer.headers.get('location')).toContain('error=login_required');
  await expect(entryOf(answer)).rejects.toThrow();
});

it('a partner sees no address of anybody, and no reason that is the operator’s alone', async () => {
  const [item] = (await api(refusedRequests.list, { query: { client_id } })).items;
  if (item === undefined) throw new Error('the list is empty');
  expect(Object.keys(presentForPartner(item))).not.toEqual(expect.arrayContaining(['ip']));
  expect(JSON.stringify(presentForPartner(item))).not.toContain('127.0.0.1');
});

it('after seven days they are gone, and of too many the oldest', async () => {
  const stored = async () => (await findRefusedRequests(app.context, { limit: 100 })).items;
  const all = await stored();
  await deleteOldRefusedRequests(app.context, undefined, 3);
  expect(await stored()).toEqual(all.slice(0, 3));
  app.clock.advance(7 * 24 * 3600 + 1);
  await deleteOldRefusedRequests(app.context);
  expect(await stored()).toEqual([]);
});
