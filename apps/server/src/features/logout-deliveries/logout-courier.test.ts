import { decodeJwt } from 'jose';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../context.ts';
import { isLoopbackUrl, OutboundFetch } from '../../platform/outbound-fetch.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { startLogoutReceiver, type LogoutReceiver } from '../../testing/logout-receiver.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { createClient } from '../clients/create-client.ts';
import { deleteOldLogoutDeliveries } from './delete-old-logout-deliveries.ts';
import { enqueueLogouts } from './enqueue-logouts.ts';
import { LogoutCourier } from './logout-courier.ts';
import { claimLogoutDeliveries, selectLogoutDeliveries } from './logout-delivery-store.ts';
import { MAX_ATTEMPTS } from './retry-delay.ts';

let app: TestApp;
let receiver: LogoutReceiver;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  receiver = await startLogoutReceiver();
});
afterEach(() => receiver.stop());

/** Clients to each of which one delivery is due. */
async function due(many = 1, backchannel_logout_uri = receiver.url): Promise<string[]> {
  const members = { name: 'Partner', app_type: 'traditional_web', party: 'third_party', backchannel_logout_uri } as const;
  const created = await Promise.all(Array.from({ length: many }, () => createClient(app.context, members)));
  const ids = created.map(({ client }) => client.client_id);
  const authorizations = Object.fromEntries(ids.map((id) => [id, { sid: `session at ${id}` }]));
  await inTransaction(app.context.db, (db) => enqueueLogouts({ ...app.context, db }, [{ user_id: 'alice', authorizations }]));
  return ids;
}

const courier = (options: { timeout_ms?: number; issuer?: string } = {}) =>
  new LogoutCourier({
    outbound: new OutboundFetch({ allow_private: isLoopbackUrl(options.issuer ?? app.url) }),
    timeout_ms: options.timeout_ms ?? 5000,
  });

const deliver = (ctx: Context = app.context) => courier().deliverDue(ctx);

const listed = async ([client_id]: string[]) => (await selectLogoutDeliveries(app.context, { client_id, limit: 200 })).items;

describe('a client that does not confirm', () => {
  it('is told again, later each time, with a new token, until it confirms', async () => {
    const client = await due();
    receiver.answer = (_request, response) => void response.writeHead(500).end();
    await deliver();
    const [failed] = await listed(client);
    expect(failed).toMatchObject({ state: 'pending', attempts: 1, last_status: 500, last_failure: 'status' });
    const pause = (Date.parse(failed?.next_attempt_at ?? '') - app.clock.now().getTime()) / 1000;
    expect(pause).toBeGreaterThanOrEqual(24);
    expect(pause).toBeLessThanOrEqual(36);

    app.clock.advance(pause - 1);
    await deliver();
    expect(receiver.tokens).toHaveLength(1);
    app.clock.advance(2);
    receiver.answer = (_request, response) => void response.writeHead(204).end();
    await deliver();
    const [first, second] = receiver.tokens.map((token) => decodeJwt(token));
    expect([second?.iat === first?.iat, second?.jti === first?.jti]).toEqual([false, false]);
    expect(await listed(client)).toMatchObject([{ state: 'delivered', attempts: 2, last_status: 204, last_failure: null }]);
  });

  it('has missed it after eight tries in about an hour', async () => {
    const client = await due();
    receiver.answer = (_request, response) => void response.writeHead(400).end();
    const start = app.clock.now().getTime();
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
      await deliver();
      const [pending] = await listed(client);
      expect(pending).toMatchObject({ state: 'pending', attempts: attempt });
      app.clock.advance((Date.parse(pending?.next_attempt_at ?? '') - app.clock.now().getTime()) / 1000);
    }
    const minutes = (app.clock.now().getTime() - start) / 60_000;
    expect(minutes).toBeGreaterThan(45);
    expect(minutes).toBeLessThan(80);
    await deliver();
    expect(await listed(client)).toMatchObject([{ state: 'failed', attempts: MAX_ATTEMPTS, last_status: 400, next_attempt_at: null }]);
    app.clock.advance(86_400);
    await deliver();
    expect(receiver.tokens).toHaveLength(MAX_ATTEMPTS);
  });

  it('by redirecting is not followed', async () => {
    const client = await due();
    receiver.answer = (_request, response) => void response.writeHead(307, { location: '/elsewhere' }).end();
    await deliver();
    expect(receiver.paths).toEqual(['POST /backchannel?tenant=1']);
    expect(await listed(client)).toMatchObject([{ state: 'pending', last_status: 307, last_failure: 'redirect' }]);
  });

  it('in time, or not at all, is told again', async () => {
    const slow = await due();
    receiver.answer = () => {};
    await courier({ timeout_ms: 100 }).deliverDue(app.context);
    expect(await listed(slow)).toMatchObject([{ state: 'pending', last_status: null, last_failure: 'timeout' }]);
    receiver.stop();
    const gone = await due();
    await deliver();
    expect(await listed(gone)).toMatchObject([{ last_failure: 'unreachable' }]);
  });

  it('because it is at a private address is not called, unless the issuer is on this machine', async () => {
    const [literal, named] = [await due(), await due(1, receiver.url.replace('127.0.0.1', 'localhost'))];
    const context = { ...app.context, issuer: 'https://id.example.com' };
    await courier({ issuer: context.issuer }).deliverDue(context);
    expect(receiver.paths).toEqual([]);
    for (const client of [literal, named]) {
      expect(await listed(client)).toMatchObject([{ state: 'pending', last_status: null, last_failure: 'address_refused' }]);
    }
    app.clock.advance(40);
    await deliver();
    for (const client of [literal, named]) expect(await listed(client)).toMatchObject([{ state: 'delivered' }]);
  });

  it('is named in the log, but nothing that it wrote', async () => {
    const client = await due();
    receiver.answer = (_request, response) => void response.writeHead(500, { 'x-note': 'EVIL-HEADER' }).end('EVIL-BODY');
    const lines: string[] = [];
    const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
    await deliver({ ...app.context, logger });
    expect(lines.join('')).toContain(client[0]);
    expect(JSON.stringify([lines, await listed(client)])).not.toMatch(/EVIL|eyJ/);
  });
});

describe('several instances', () => {
  it('send each delivery once', async () => {
    const parties = await due(12);
    await Promise.all([deliver(), deliver(), deliver()]);
    const audiences = receiver.tokens.map((token) => decodeJwt(token).aud);
    expect(audiences).toHaveLength(parties.length);
    expect(new Set(audiences)).toEqual(new Set(parties));
  });

  it('begin nothing new while they stop', async () => {
    const parties = await due(12);
    const stopping = new AbortController();
    receiver.answer = (_request, response) => {
      stopping.abort();
      response.end();
    };
    await courier().deliverDue(app.context, stopping.signal);
    expect(receiver.tokens.length).toBeLessThan(parties.length);
    await deliver();
    expect(receiver.tokens).toHaveLength(parties.length);
  });

  it('take over what one that stopped had begun, once its time is up', async () => {
    const client = await due();
    const taken_until = new Date(app.clock.now().getTime() + 60_000);
    await claimLogoutDeliveries(app.context, { limit: 8, taken_until, max_attempts: MAX_ATTEMPTS });
    await deliver();
    expect(receiver.tokens).toEqual([]);
    app.clock.advance(60);
    await deliver();
    expect(await listed(client)).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  });

  it('give up what stopped them in the last try', async () => {
    const client = await due();
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      await claimLogoutDeliveries(app.context, { limit: 8, taken_until: app.clock.now(), max_attempts: MAX_ATTEMPTS });
    }
    await deliver();
    expect(await listed(client)).toMatchObject([{ state: 'failed', attempts: MAX_ATTEMPTS, last_failure: 'interrupted' }]);
    expect(receiver.tokens).toEqual([]);
  });
});

it('forgets what was finished 30 days ago, and nothing that is still to be told', async () => {
  const finished = await due();
  await deliver();
  const pending = await due();
  app.clock.advance(29 * 86_400);
  await deleteOldLogoutDeliveries(app.context);
  expect(await listed(finished)).toHaveLength(1);
  app.clock.advance(2 * 86_400);
  await deleteOldLogoutDeliveries(app.context);
  expect([await listed(finished), (await listed(pending)).length]).toEqual([[], 1]);
  await deliver();
});
