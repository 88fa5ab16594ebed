import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { createClient } from '../features/clients/create-client.ts';
import { createResourceServer } from '../features/resource-servers/create-resource-server.ts';
import { deleteExpired } from '../oidc/delete-expired.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { purgeExpired } from './purge-expired.ts';

const ORDERS = 'https://api.orders.example';
const DAY = 24 * 3600;

let app: TestApp;
let authorization: string;

beforeAll(async () => {
  app = await startTestApp();
  const scopes = [{ name: 'orders:read', description: 'See your orders', sensitivity: 'low' as const }];
  await createResourceServer(app.context, { resource: ORDERS, name: 'Orders', scopes, access_token_format: 'opaque' });
  const { client, client_secret } = await createClient(app.context, {
    name: 'Machine',
    app_type: 'machine_to_machine',
    party: 'first_party',
    resource_scopes: { [ORDERS]: ['orders:read'] },
    access_token_ttl_seconds: DAY,
  });
  authorization = `Basic ${Buffer.from(`${client.client_id}:${client_secret}`).toString('base64')}`;
});
afterAll(() => app.stop());

async function post(path: string, form: Record<string, string>): Promise<Record<string, unknown>> {
  const answer = await fetch(`${app.url}/oauth2/${path}`, { method: 'POST', headers: { authorization }, body: new URLSearchParams(form) });
  return (await answer.json()) as Record<string, unknown>;
}

const issue = async (): Promise<string> => String((await post('token', { grant_type: 'client_credentials' }))['access_token']);
const isActive = async (token: string): Promise<unknown> => (await post('introspect', { token }))['active'];

async function storedTokens(): Promise<number> {
  const { rows } = await sql<{ stored: number }>`select count(*)::integer as stored from client_credentials_tokens`.execute(app.context.db);
  return rows[0]?.stored ?? 0;
}

describe('what has expired', () => {
  it('goes by emptying the slots that it stood in, soon after it has ended; what is alive stays', async () => {
    let before = await issue();
    for (let hour = 0; hour < 4 * 24; hour += 2) {
      app.clock.advance(2 * 3600);
      await deleteExpired(app.context);
      const token = await issue();
      expect([await isActive(before), await isActive(token)]).toEqual([true, true]);
      // One every other hour, each good for a day: twelve are alive, and what has ended is kept for a span or two.
      expect(await storedTokens()).toBeLessThanOrEqual(16);
      before = token;
    }
    for (let turn = 0; turn < 16; turn += 1) {
      app.clock.advance(2 * 3600);
      await deleteExpired(app.context);
    }
    expect(await storedTokens()).toBe(0);
  });

  it('goes by rows in steps where there are no slots, and no further once the server stops', async () => {
    const { context, clock } = app;
    const marks = async () =>
      (await sql<{ left: number }>`select count(*)::integer as left from used_jwt_ids`.execute(context.db)).rows[0]?.left;
    await sql`
      insert into used_jwt_ids (id_hash, expires_at)
      select decode(md5(n::text), 'hex'), ${clock.now()} from generate_series(1, 2500) n`.execute(context.db);
    clock.advance(1);
    await deleteExpired(context, AbortSignal.abort());
    expect(await marks()).toBe(2500);
    await deleteExpired(context);
    expect(await marks()).toBe(0);
  });

  it('is the turn of one process of all, until the next', async () => {
    const { context, clock } = app;
    const expire = () =>
      sql`insert into used_jwt_ids (id_hash, expires_at) values ('\\x01', ${new Date(clock.now().getTime() - 1000)})`.execute(context.db);
    const stored = async () => (await sql`select from used_jwt_ids where id_hash = '\\x01'`.execute(context.db)).rows.length;
    await expire();
    await purgeExpired.run(context, new AbortController().signal);
    expect(await stored()).toBe(0);
    await expire();
    await purgeExpired.run(context, new AbortController().signal);
    expect(await stored()).toBe(1);
    await sql`update rate_limits set expire = 0 where key = 'turn:purge-expired'`.execute(context.db);
    await purgeExpired.run(context, new AbortController().signal);
    expect(await stored()).toBe(0);
  });
});
