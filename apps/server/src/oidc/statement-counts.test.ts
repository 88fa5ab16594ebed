import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../features/clients/create-client.ts';
import { createResourceServer } from '../features/resource-servers/create-resource-server.ts';
import { createUser } from '../features/users/create-user.ts';
import { PLANNED_BY_INDEX } from '../platform/gathering-pool.ts';
import { StatementLog, type StatementCount } from '../platform/statement-log.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { WalkingBrowser } from '../testing/walking-browser.ts';

const CALLBACK = 'https://app.partner.example/callback';
const ORDERS = 'https://api.orders.example';
const PASSWORD = 'correct horse battery';
const SECRET = 'a secret of 32 characters or more';
const VERIFIER = randomBytes(32).toString('base64url');

const statements = new StatementLog();
let app: TestApp;
let browser: WalkingBrowser;
let web: string;
let machine: string;
let opaqueMachine: string;

beforeAll(async () => {
  app = await startTestApp({ statements });
  for (const username of ['alice', 'bob'])
    await createUser(app.context, { username, password: PASSWORD, email: `${username}@example.com` });
  for (const [resource, format] of [
    [ORDERS, 'jwt'],
    [`${ORDERS}/opaque`, 'opaque'],
  ] as const) {
    await createResourceServer(app.context, {
      resource,
      name: 'Orders',
      scopes: [{ name: 'orders:read', description: 'See your orders', sensitivity: 'low' }],
      access_token_format: format,
      access_token_signing_alg: 'ES256',
    });
  }
  web = await makeClient({
    app_type: 'traditional_web',
    redirect_uris: [CALLBACK],
    scopes: ['openid', 'profile', 'email', 'offline_access'],
  });
  machine = await makeClient({ app_type: 'machine_to_machine', resource_scopes: { [ORDERS]: ['orders:read'] } });
  opaqueMachine = await makeClient({ app_type: 'machine_to_machine', resource_scopes: { [`${ORDERS}/opaque`]: ['orders:read'] } });
  browser = new WalkingBrowser(app.url);
  // Whoever comes first pays for what is kept from then on.
  await firstVisit(browser, 'alice');
  for (const client_id of [machine, opaqueMachine]) await token(client_id, { grant_type: 'client_credentials' });
});
afterAll(() => app.stop());

async function makeClient(settings: object): Promise<string> {
  const party = 'app_type' in settings && settings.app_type === 'machine_to_machine' ? 'first_party' : 'third_party';
  const input = { name: 'Partner', party, first_secret: { name: 'first', client_secret: SECRET }, ...settings };
  return (await createClient(app.context, input as Parameters<typeof createClient>[1])).client.client_id;
}

async function post(path: string, client_id: string, form: Record<string, string>): Promise<Record<string, string>> {
  const headers = { authorization: `Basic ${Buffer.from(`${client_id}:${encodeURIComponent(SECRET)}`).toString('base64')}` };
  const answer = await fetch(`${app.url}/oauth2/${path}`, { method: 'POST', headers, body: new URLSearchParams(form) });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as Record<string, string>;
}

const token = (client_id: string, form: Record<string, string>) => post('token', client_id, form);

function requestUrl(scope: string): string {
  const code_challenge = createHash('sha256').update(VERIFIER).digest('base64url');
  const request = { client_id: web, redirect_uri: CALLBACK, scope, response_type: 'code', code_challenge, code_challenge_method: 'S256' };
  return `/oauth2/authorize?${new URLSearchParams(request).toString()}`;
}

/** An authorization request of somebody who is signed in and has consented. */
async function authorize(scope = 'openid profile email offline_access'): Promise<string> {
  const { url } = await browser.open(requestUrl(scope));
  const code = url.searchParams.get('code');
  if (code === null) throw new Error(`no code at ${url.href}`);
  return code;
}

const exchange = (code: string) => token(web, { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: VERIFIER });

async function userinfo(accessToken: string, username = 'alice'): Promise<void> {
  const answer = await fetch(`${app.url}/oauth2/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ email: `${username}@example.com` });
}

/** Authorize, sign-in page, sign-in, consent page, consent, callback, code exchange, userinfo. */
async function firstVisit(visitor: WalkingBrowser, identifier: string): Promise<void> {
  let page = await visitor.open(requestUrl('openid profile email offline_access'));
  page = await visitor.submit(page, 'identifier', { identifier, password: PASSWORD });
  page = await visitor.submit(page, 'decision', { decision: 'allow' });
  const { access_token } = await exchange(page.url.searchParams.get('code') ?? '');
  await userinfo(access_token ?? '', identifier);
}

async function count(act: () => Promise<unknown>): Promise<StatementCount> {
  return statements.during(act);
}

describe('of a request that runs alone, what waits for the database', () => {
  it('client credentials with a JWT: nothing', async () => {
    expect(await count(() => token(machine, { grant_type: 'client_credentials' }))).toEqual({ statements: 0, round_trips: 0 });
  });

  it('client credentials with an opaque token: one write', async () => {
    expect(await count(() => token(opaqueMachine, { grant_type: 'client_credentials' }))).toEqual({ statements: 1, round_trips: 1 });
  });

  it('authorize with a live session and grant: one read, one commit', async () => {
    expect(await count(() => authorize())).toEqual({ statements: 2, round_trips: 2 });
  });

  it.each(['openid email', 'openid email offline_access'])('code exchange for %s: one read, one commit', async (scope) => {
    const code = await authorize(scope);
    expect(await count(() => exchange(code))).toEqual({ statements: 2, round_trips: 2 });
  });

  it('refresh: one read, one commit', async () => {
    const { refresh_token = '' } = await exchange(await authorize());
    expect(await count(() => token(web, { grant_type: 'refresh_token', refresh_token }))).toEqual({ statements: 2, round_trips: 2 });
  });

  it.each(['openid email', 'openid email offline_access'])('userinfo for %s: one read', async (scope) => {
    const { access_token = '' } = await exchange(await authorize(scope));
    expect(await count(() => userinfo(access_token))).toEqual({ statements: 1, round_trips: 1 });
  });

  it('introspection: reads that are asked at once', async () => {
    const { access_token = '', refresh_token = '' } = await exchange(await authorize());
    for (const presented of [access_token, refresh_token]) {
      const counted = await count(async () => expect(await post('introspect', web, { token: presented })).toMatchObject({ active: true }));
      expect(counted.round_trips, statements.asked.join('\n')).toBe(1);
    }
  });

  it('a whole first visit: 25 statements or fewer', async () => {
    const { statements: asked } = await count(() => firstVisit(new WalkingBrowser(app.url), 'bob'));
    expect(asked).toBeGreaterThan(0);
    expect(asked, statements.asked.join('\n')).toBeLessThanOrEqual(25);
  });
});

interface PlanNode {
  'Node Type': string;
  'Index Cond'?: string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

/** Nodes that go through a whole table, however large it has become. */
function readsWhole(node: PlanNode): string[] {
  const type = node['Node Type'];
  const whole = type === 'Seq Scan' || (/^Index (Only )?Scan/.test(type) && node['Index Cond'] === undefined);
  return [...(whole ? [`${type} on ${node['Relation Name']}`] : []), ...(node.Plans ?? []).flatMap(readsWhole)];
}

/** The plan that a connection for gathered statements makes once and keeps. */
async function planOf(text: string, parameters: number): Promise<PlanNode> {
  return app.context.db.transaction().execute(async (tx) => {
    for (const setting of PLANNED_BY_INDEX) await sql.raw(setting.replace(/^set /, 'set local ')).execute(tx);
    await sql.raw(`prepare planned as ${text}`).execute(tx);
    const values = Array.from({ length: parameters }, () => 'null').join(', ');
    const { rows } = await sql
      .raw<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(`explain (format json) execute planned${parameters === 0 ? '' : `(${values})`}`)
      .execute(tx);
    await sql`deallocate planned`.execute(tx);
    const [explained] = rows[0]?.['QUERY PLAN'] ?? [];
    if (explained === undefined) throw new Error('no plan came');
    return explained.Plan;
  });
}

describe('a gathered statement, planned while its tables are nearly empty,', () => {
  beforeAll(async () => {
    const kept = await makeClient({ app_type: 'traditional_web', redirect_uris: [CALLBACK], refresh_token_rotation: false });
    const code_challenge = createHash('sha256').update(VERIFIER).digest('base64url');
    const asked = { redirect_uri: CALLBACK, response_type: 'code', scope: 'openid', code_challenge, code_challenge_method: 'S256' };
    const headers = { authorization: `Basic ${Buffer.from(`${kept}:${encodeURIComponent(SECRET)}`).toString('base64')}` };
    const pushed = await fetch(`${app.url}/oauth2/par`, { method: 'POST', headers, body: new URLSearchParams(asked) });
    const { request_uri = '' } = (await pushed.json()) as { request_uri?: string };
    await browser.open(`/oauth2/authorize?${new URLSearchParams({ client_id: kept, request_uri }).toString()}`);
  });

  it('reads by index what it needs, and no table whole', async () => {
    const whole: Record<string, string[]> = {};
    for (const { text, parameters } of statements.gathered) {
      const found = readsWhole(await planOf(text, parameters.length));
      if (found.length > 0) whole[text] = found;
    }
    expect(statements.gathered.length).toBeGreaterThan(10);
    expect(whole).toEqual({});
  });
});
