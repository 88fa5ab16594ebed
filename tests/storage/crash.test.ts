import { request as httpRequest } from 'node:http';
import { contract } from '@consentry/contract';
import { expect, inject, test } from 'vitest';
import { managementApi } from '../support/management.ts';
import { freePort } from '../support/free-port.ts';
import { obtainTokens, refresh, tokenAnswer, type FlowParty } from '../support/oauth-exchange.ts';
import { createDatabase } from '../support/postgres.ts';
import { encryptionKey, startProduct, type Product, type ProductOptions } from '../support/product.ts';
import { standardFixture, webParty } from '../support/standard-fixture.ts';
import { size } from '../faults/size.ts';
import { spawnServer } from '../support/server-process.ts';
import { makeTempDirectory } from '../support/temp-directory.ts';
import { waitUntil } from '../support/wait-until.ts';

const ROUNDS = size({ quick: 3, full: 20 });
const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' };

interface Acknowledged {
  /** Refresh tokens that were handed out and not used. */
  live: string[];
  /** Refresh tokens that were exchanged for a newer one. */
  spent: string[];
  users: string[];
}

/** Signs in, refreshes and creates users until the server is gone; keeps only what was acknowledged. */
async function work(party: FlowParty, acknowledged: Acknowledged): Promise<void> {
  const api = await managementApi(party.issuer);
  for (;;) {
    const { refresh_token } = await obtainTokens(party, OFFLINE);
    const answer = await refresh(party, refresh_token);
    acknowledged.spent.push(refresh_token);
    acknowledged.live.push(tokenAnswer(answer).refresh_token);
    const user = await api(contract.users.create, { body: { username: `user-${crypto.randomUUID()}` } });
    acknowledged.users.push(user.user_id);
  }
}

async function verify(party: FlowParty, acknowledged: Acknowledged): Promise<void> {
  const api = await managementApi(party.issuer);
  for (const user_id of acknowledged.users) expect((await api(contract.users.get, { params: { user_id } })).user_id).toBe(user_id);
  for (const token of acknowledged.live) expect((await refresh(party, token)).status).toBe(200);
  for (const token of acknowledged.spent) expect((await refresh(party, token)).status).toBe(400);
}

/** In each round: work in parallel, SIGKILL amid it, start again, everything acknowledged is there. */
async function crashRounds(options: ProductOptions): Promise<void> {
  const port = await freePort();
  let product: Product = await startProduct({ ...options, port, fixture: standardFixture() });
  const party = webParty(product.issuer);
  for (let round = 0; round < ROUNDS; round += 1) {
    const acknowledged: Acknowledged = { live: [], spent: [], users: [] };
    const workers = [1, 2, 3].map(() => work(party, acknowledged).catch((error: unknown) => error));
    await waitUntil('some work is acknowledged', async () => acknowledged.users.length >= 4, { timeout_ms: 60_000, interval_ms: 5 });
    await product.kill();
    await Promise.all(workers);
    product = await startProduct({ ...options, port });
    await verify(party, acknowledged);
  }
  await product.stop();
}

test('on PostgreSQL kill -9 amid sign-ins loses nothing acknowledged', { timeout: 80_000 * ROUNDS }, async () => {
  await crashRounds({ database_url: await createDatabase(inject('postgres_admin_url')), encryption_key: encryptionKey() });
});

test('on the embedded database kill -9 amid sign-ins loses nothing acknowledged', { timeout: 80_000 * ROUNDS }, async () => {
  const directory = makeTempDirectory('crash');
  try {
    await crashRounds({ data_dir: directory.path });
  } finally {
    directory.remove();
  }
});

test('a second process on one data directory ends with a sentence that names the directory and the holder', async () => {
  const directory = makeTempDirectory('lock');
  const data_dir = directory.path;
  const product = await startProduct({ data_dir });
  const second = spawnServer({ DATA_DIR: data_dir, PORT: String(await freePort()) });
  expect(await second.exited).toBeGreaterThan(0);
  expect(second.output()).toContain(data_dir);
  expect(second.output()).toContain(String(product.process.pid));
  expect((await fetch(`${product.origin}/readyz`)).status).toBe(200);
  expect(await product.stop()).toBe(0);
  const again = await startProduct({ data_dir });
  await again.stop();
  directory.remove();
});

test('SIGTERM lets a request that is under way end, takes no new one, and ends with code 0', async () => {
  const product = await startProduct();
  const body = 'grant_type=client_credentials';
  const request = httpRequest(`${product.origin}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length },
  });
  const answered = new Promise<number>((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => resolve(response.resume().statusCode ?? 0));
  });
  await new Promise((resolve) => request.write(body.slice(0, 5), resolve));
  await fetch(`${product.origin}/readyz`);
  const ended = product.stop();
  await waitUntil('no new request is taken', () =>
    fetch(`${product.origin}/readyz`).then(
      ({ status }) => status === 503,
      () => true,
    ),
  );
  request.end(body.slice(5));
  expect([400, 401]).toContain(await answered);
  expect(await ended).toBe(0);
});
