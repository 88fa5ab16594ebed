import { execFileSync } from 'node:child_process';
import { afterEach, expect, inject, test } from 'vitest';
import { obtainCode, redeemCode, refresh, tokenAnswer } from '../support/oauth-exchange.ts';
import { createDatabase } from '../support/postgres.ts';
import { startProduct, type Product } from '../support/product.ts';
import { spawnServer } from '../support/server-process.ts';
import { standardFixture, webParty } from '../support/standard-fixture.ts';
import { waitUntil } from '../support/wait-until.ts';

let product: Product | null = null;
afterEach(() => product?.stop());

const start = async (): Promise<Product> => {
  const database_url = await createDatabase(inject('postgres_admin_url'));
  product = await startProduct({ database_url, fixture: standardFixture(), env: { WEB_CONCURRENCY: '3' } });
  return product;
};

function workersOf({ process: { pid } }: Product): number[] {
  try {
    return execFileSync('ps', ['--ppid', String(pid), '-o', 'pid='], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean)
      .map(Number);
  } catch {
    // `ps` ends with 1 when there is none.
    return [];
  }
}

/** What came to a process in the moment of its death is never answered; whoever asked asks again. */
const isReady = async ({ origin }: Product): Promise<boolean> =>
  (await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(2000) })).status === 200;

test('WEB_CONCURRENCY=3: three processes answer behind one port, whole flows go through any of them, and SIGTERM ends all with code 0', async () => {
  const running = await start();
  await waitUntil('three workers run', async () => workersOf(running).length === 3);
  const party = webParty(running.issuer);
  const flows = Array.from({ length: 12 }, async () => {
    const answer = await redeemCode(party, await obtainCode(party, { scope: 'openid offline_access', prompt: 'consent' }));
    expect(answer.status).toBe(200);
    expect((await refresh(party, tokenAnswer(answer).refresh_token)).status).toBe(200);
  });
  await Promise.all(flows);
  const workers = workersOf(running);
  expect(await running.stop()).toBe(0);
  for (const pid of workers) expect(() => process.kill(pid, 0)).toThrow();
});

test('a worker that is killed is replaced, and the others answer meanwhile', async () => {
  const running = await start();
  await waitUntil('three workers run', async () => workersOf(running).length === 3);
  const [killed = 0] = workersOf(running);
  process.kill(killed, 'SIGKILL');
  await waitUntil('there are three others', async () => {
    expect(await isReady(running)).toBe(true);
    const workers = workersOf(running);
    return workers.length === 3 && !workers.includes(killed);
  });
});

test('a fault at start ends all, and is said once', async () => {
  const key = Buffer.alloc(32).toString('base64');
  const server = spawnServer({ PORT: '0', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', ENCRYPTION_KEY: key, WEB_CONCURRENCY: '2' });
  expect(await server.exited).toBe(1);
  expect(server.output().match(/cannot be reached/g)).toHaveLength(1);
});

test('with the embedded database, which belongs to one process, more are refused by name', async () => {
  const server = spawnServer({ PORT: '0', WEB_CONCURRENCY: '2' });
  expect(await server.exited).toBe(2);
  expect(server.output()).toContain('WEB_CONCURRENCY = "2": needs DATABASE_URL');
});
