import type { ApiClient } from '@consentry/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { expectUnavailable } from '../support/expect-unavailable.ts';
import { exchange, type Exchange } from '../support/http-exchange.ts';
import { managementApi, managementToken } from '../support/management.ts';
import { authorizationUrl, obtainTokens, pkcePair, postForm } from '../support/oauth-exchange.ts';
import { createDatabase, createPostgresCluster, type PostgresCluster } from '../support/postgres.ts';
import { findPostgresBinaries } from '../support/postgres-binaries.ts';
import { startProduct, type Product } from '../support/product.ts';
import { makeSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { CREDENTIALS, ORDERS_API, REPORTS_API, standardFixture, WEB_CALLBACK, webParty } from '../support/standard-fixture.ts';
import { waitUntil } from '../support/wait-until.ts';
import { AcknowledgedWork } from './acknowledged-work.ts';
import { expectAsAcknowledged } from './expect-as-acknowledged.ts';
import { size } from './size.ts';

const ROUNDS = Array.from({ length: size({ quick: 1, full: 5 }) }, (_, round) => round + 1);
/** What has to have been refused before there is room again. */
const REFUSALS = size({ quick: 100, full: 1000 });
const BACK_WITHIN_MS = 5000;
const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' };
const MACHINE = { method: 'basic', ...CREDENTIALS['partner-machine'] } as const;

/** With a server given from outside there may be none to start here. */
const isGiven = (process.env['TEST_DATABASE_URL'] ?? '') !== '' && findPostgresBinaries() === null;

let disk: SmallDisk | string;
let cluster: PostgresCluster;
let product: Product;
let api: ApiClient;

interface FullDisk {
  name: string;
  holds: 'data' | 'wal';
  megabytes: number;
}

/** What needs room for data PostgreSQL refuses; without room for its log it panics, and gives up when there is still none. */
const CASES: FullDisk[] = [
  { name: 'data', holds: 'data', megabytes: 160 },
  { name: 'write-ahead log', holds: 'wal', megabytes: 48 },
];

describe.each(CASES)('a full disk for PostgreSQL’s $name', ({ holds, megabytes }) => {
  // A cluster that has been full keeps room of its own for the next time.
  beforeEach(async () => {
    disk = isGiven ? 'a PostgreSQL that was given has a disk that is not ours to fill' : makeSmallDisk(megabytes);
    if (typeof disk === 'string') return;
    cluster = await createPostgresCluster({ [holds]: disk.path });
    product = await startProduct({ database_url: await createDatabase(cluster.admin_url), fixture: standardFixture() });
    api = await managementApi(product.issuer);
  });
  afterEach(async () => {
    if (typeof disk === 'string') return;
    await product?.stop();
    await cluster?.destroy();
    disk?.remove();
  });

  test.for(ROUNDS)(
    'is answered with 503, loses nothing acknowledged, and is over once there is room, time %i (I1, I2, I7)',
    async (_time, { skip }) => {
      if (typeof disk === 'string') {
        console.log(disk);
        return skip(disk);
      }
      await fillAndFree(disk, holds);
    },
  );
});

async function fillAndFree(disk: SmallDisk, holds: FullDisk['holds']): Promise<void> {
  const party = webParty(product.issuer);
  const lasting = await Promise.all([1, 2].map(async () => (await obtainTokens(party, OFFLINE)).refresh_token));
  const work = new AcknowledgedWork({ api, party, lasting });
  const { fromMemory, ended, up, back } = await watch(work, disk).finally(() => work.stop());
  const panics = cluster.log().match(/PANIC: .*No space left on device/g)?.length ?? 0;
  console.log(
    `full: ${panics} panics${ended ? ', the last an end' : ''}; ${work.count('refused')} attempts refused, ${work.count('done')} done, ` +
      `${work.count('done', back)} of these afterwards; a sign-in ${(back - up).toFixed(0)} ms after PostgreSQL was back`,
  );
  // A checkpoint that finds no room for its files panics too.
  if (holds === 'wal') expect(panics).toBeGreaterThan(0);
  expect(fromMemory.keys).toEqual(new Set([200]));
  // A PostgreSQL that has gone may have told of changes meanwhile: what is kept is believed no more (record 0028).
  for (const status of fromMemory.others) expect(panics === 0 ? [200] : [200, 503]).toContain(status);
  expect(work.wrong).toEqual([]);
  expect(back - up).toBeLessThan(BACK_WITHIN_MS);
  expect(work.count('refused', back)).toBe(0);
  await expectAsAcknowledged(work.ledger, { api, party, known_undone: panics === 0 });
}

/** Fills the disk amid the work and gives the room back; what was answered meanwhile, and when what was back. */
async function watch(work: AcknowledgedWork, disk: SmallDisk) {
  const changes = await changesOfEachSurface();
  await askMemory(1);
  await waitUntil('some work is acknowledged', async () => work.count('done') > 40 && work.ledger.granted.length > 5);
  disk.fill();
  for (const [contentType, send] of changes) await untilRefused(contentType, send);
  const fromMemory = await askMemory(10);
  await waitUntil('many are refused', async () => work.count('refused') >= REFUSALS, { timeout_ms: 60_000 });
  expect((await exchange(`${product.origin}/livez`)).status).toBe(200);
  disk.free();
  const ended = cluster.hasEnded();
  await cluster.start();
  const up = performance.now();
  const signIn = () => obtainTokens(webParty(product.issuer), OFFLINE);
  await waitUntil('a sign-in succeeds', async () => (await signIn()).access_token !== '', { interval_ms: 20 });
  const back = performance.now();
  await waitUntil('work goes on', async () => work.count('done', back) > 40);
  return { fromMemory, ended, up, back };
}

/** One change by each surface, and what it is refused in. */
async function changesOfEachSurface(): Promise<[contentType: string, send: () => Promise<Exchange>][]> {
  const party = webParty(product.issuer);
  const request = {
    client_id: party.auth.client_id,
    response_type: 'code',
    redirect_uri: WEB_CALLBACK,
    scope: 'openid',
    nonce: 'n',
    code_challenge: pkcePair().code_challenge,
    code_challenge_method: 'S256',
  };
  const authorization = `Bearer ${await managementToken(product.issuer)}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const newUser = () => ({ method: 'POST', headers, body: JSON.stringify({ username: `user-${crypto.randomUUID()}` }) });
  const opaque = { grant_type: 'client_credentials', resource: REPORTS_API };
  return [
    ['text/html', () => new BrowserLike().open(authorizationUrl(product.issuer, request))],
    ['application/json', () => postForm(`${product.issuer}/oauth2/token`, opaque, MACHINE)],
    ['application/json', () => postForm(`${product.issuer}/oauth2/par`, request, party.auth)],
    ['application/problem+json', () => exchange(`${product.issuer}/api/v1/users`, newUser())],
  ];
}

/** Pages that were taken before still hold a row or two. */
async function untilRefused(contentType: string, send: () => Promise<Exchange>): Promise<void> {
  const refused = await waitUntil(
    'a change is refused',
    async () => {
      const answer = await send();
      return answer.status >= 400 && answer;
    },
    { timeout_ms: 60_000 },
  );
  expectUnavailable(refused, contentType);
  if (contentType === 'application/json') expect(refused.json()['error']).toBe('temporarily_unavailable');
}

/** How keys were answered again and again; and discovery, and a token that nothing is stored of. */
async function askMemory(times: number): Promise<{ keys: Set<number>; others: Set<number> }> {
  const machine = { grant_type: 'client_credentials', resource: ORDERS_API, scope: 'orders:read' };
  const [keys, others] = [new Set<number>(), new Set<number>()];
  for (let time = 0; time < times; time += 1) {
    keys.add((await exchange(`${product.issuer}/.well-known/jwks.json`)).status);
    const discovery = await exchange(`${product.issuer}/.well-known/openid-configuration`);
    const token = await postForm(`${product.issuer}/oauth2/token`, machine, MACHINE);
    for (const answer of [discovery, token]) {
      if (answer.status !== 200) expectUnavailable(answer, 'application/json');
      others.add(answer.status);
    }
  }
  return { keys, others };
}
