import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { exchange } from '../support/http-exchange.ts';
import { authorizationUrl, obtainTokens, pkcePair } from '../support/oauth-exchange.ts';
import { createDatabase, queryDatabase } from '../support/postgres.ts';
import { encryptionKey, startProduct, type Product } from '../support/product.ts';
import { standardFixture, WEB_CALLBACK, webParty } from '../support/standard-fixture.ts';
import { size } from './size.ts';

const REQUESTS = size({ quick: 3000, full: 100_000 });
const IN_FLIGHT = 48;
/** Below the limit of one address. */
const FOR_EACH_ADDRESS = 500;
const SLOW_CLIENTS = size({ quick: 60, full: 500 });
/** What the process needs for any traffic it has after some 20,000. Interactions stand in the database: as objects they would take KBs each. */
const WARM_UP = REQUESTS / 4;
const MAX_GROWTH_MB = size({ quick: 150, full: 100 });

let database_url: string;
let product: Product;
beforeAll(async () => {
  database_url = await createDatabase(inject('postgres_admin_url'));
  product = await startProduct({ database_url, encryption_key: encryptionKey(), fixture: standardFixture() });
});
afterAll(async () => {
  await product?.stop();
});

const rssMb = (): number => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${product.process.pid}/status`, 'utf8'))?.[1]) / 1024;

const request = (): URL =>
  authorizationUrl(product.issuer, {
    client_id: 'partner-web',
    response_type: 'code',
    redirect_uri: WEB_CALLBACK,
    scope: 'openid',
    nonce: 'n',
    code_challenge: pkcePair().code_challenge,
    code_challenge_method: 'S256',
  });

test(
  `${REQUESTS} authorization requests of nobody are all answered, kept out of the process’s memory, and people go on signing in`,
  { timeout: 1_800_000 },
  async () => {
    await obtainTokens(webParty(product.issuer), { scope: 'openid' });
    const idle = rssMb();
    let warm = 0;
    const statuses = new Map<number, number>();
    const started = performance.now();
    let sent = 0;
    const send = async (): Promise<void> => {
      while (sent < REQUESTS) {
        sent += 1;
        if (sent === WARM_UP) warm = rssMb();
        const address = Math.floor(sent / FOR_EACH_ADDRESS);
        const headers = { 'x-forwarded-for': `198.51.${100 + (address >> 8)}.${address & 255}` };
        const { status } = await exchange(request(), { headers });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    const flood = Promise.all(Array.from({ length: IN_FLIGHT }, send));
    const amid = await obtainTokens(webParty(product.issuer), { scope: 'openid' });
    await flood;
    const growth = rssMb() - warm;
    const [stored] = await queryDatabase(database_url, 'select count(*)::int as rows from interactions');
    console.log(
      `${REQUESTS} in ${((performance.now() - started) / 1000).toFixed(1)} s, ${Number(stored?.['rows'])} interactions; memory ${idle.toFixed(0)} MB before, ${warm.toFixed(0)} MB after a quarter, ${growth.toFixed(0)} MB more at the end`,
    );
    expect(amid.access_token).not.toBe('');
    expect([...statuses]).toEqual([[303, REQUESTS]]);
    expect(Number(stored?.['rows'])).toBeGreaterThanOrEqual(REQUESTS);
    expect(growth).toBeLessThan(MAX_GROWTH_MB);
  },
);

test(`beyond its share one address is answered 429 with when to come again, and others are not (RFC 6585 §4)`, async () => {
  const ask = (address: string) => exchange(request(), { headers: { 'x-forwarded-for': address } });
  const answers = [];
  for (let time = 0; time < 650; time += 1) answers.push(await ask('203.0.113.1'));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask('203.0.113.2')).status).toBe(303);
});

test(`${SLOW_CLIENTS} clients that send a request byte by byte keep nobody waiting`, async () => {
  const { hostname, port } = new URL(product.origin);
  const sockets: Socket[] = [];
  for (let client = 0; client < SLOW_CLIENTS; client += 1) {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    // Each an attempt of an address of its own, so that what is shown is not the limit of one.
    const from = `X-Forwarded-For: 192.0.${client >> 8}.${client & 255}`;
    const form = 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 50000';
    socket.write(`POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\n${from}\r\n${form}\r\n\r\ng`);
    sockets.push(socket);
  }
  const dripping = setInterval(() => sockets.forEach((socket) => socket.write('x')), 50);
  const started = performance.now();
  expect((await obtainTokens(webParty(product.issuer), { scope: 'openid' })).access_token).not.toBe('');
  expect((await exchange(`${product.origin}/readyz`)).status).toBe(200);
  console.log(`a sign-in beside ${SLOW_CLIENTS} slow clients took ${(performance.now() - started).toFixed(0)} ms`);
  clearInterval(dripping);
  for (const socket of sockets) socket.destroy();
});
