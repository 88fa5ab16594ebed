import { readFileSync } from 'node:fs';
import { contract, type ApiClient } from '@consentry/contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { Inspector } from '../support/inspector.ts';
import { managementApi } from '../support/management.ts';
import { createDatabase, queryDatabase } from '../support/postgres.ts';
import { startProduct, type Product } from '../support/product.ts';
import { standardFixture } from '../support/standard-fixture.ts';
import { waitUntil } from '../support/wait-until.ts';
import { DistinctClient } from './distinct-client.ts';
import { size } from './size.ts';

const CLIENTS_IN_A_THIRD = size({ quick: 60, full: 2500 });
const IN_FLIGHT = 32;
/**
 * What there may be more after the last third than after the one before. Counters for each address are kept up to a bound that is not
 * reached here (see `rate-limit.ts`); how much configuration is kept has its own (see `row-cache.ts`).
 */
const MAX_GROWTH_MB = { heap: size({ quick: 3, full: 6 }), rss: 48 };

/** What configuration of one client may take while it is kept: of ten thousand entries, that is what a process needs beside. */
const MAX_KEPT_KB = 12;

let database_url: string;
let product: Product;
let api: ApiClient;
let inspector: Inspector;

beforeAll(async () => {
  const port = await freePort();
  const env = { NODE_OPTIONS: `--inspect=127.0.0.1:${port}`, LOG_LEVEL: 'silent' };
  database_url = await createDatabase(inject('postgres_admin_url'));
  product = await startProduct({ database_url, fixture: standardFixture(), env });
  inspector = await Inspector.at(port);
  api = await managementApi(product.issuer);
  await api(contract.registrationPolicy.update, { body: { dynamic_registration: 'open' } });
});
afterAll(async () => {
  inspector?.close();
  await product?.stop();
});

interface Memory {
  /** Megabytes of the heap and its buffers with all that is kept of configuration. */
  kept: number;
  /** The same once that is forgotten. */
  heap: number;
  rss: number;
}

/** Megabytes that are still there when everything is gone that nobody holds. */
async function heapNow(): Promise<number> {
  await inspector.call('HeapProfiler.collectGarbage');
  const usage = (await inspector.call('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize: number };
  return (usage.usedSize + usage.backingStorageSize) / 1_048_576;
}

/** A gap in what the database tells of changes: nothing that was kept is believed any more (see `change-feed.ts`). */
async function forgetConfiguration(): Promise<void> {
  const listening = `from pg_stat_activity where application_name = 'consentry-notifications' and datname = current_database()`;
  const [before] = await queryDatabase(database_url, `select pid, pg_terminate_backend(pid) ${listening}`);
  await waitUntil('it listens again', async () => {
    const [now] = await queryDatabase(database_url, `select pid ${listening}`);
    return now !== undefined && now['pid'] !== before?.['pid'];
  });
}

let made = 0;
const wrong: string[] = [];

async function oneThird(): Promise<Memory> {
  let left = CLIENTS_IN_A_THIRD;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      made += 1;
      await comeAndGo(made);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  const kept = await heapNow();
  await forgetConfiguration();
  const heap = await heapNow();
  const resident = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${product.process.pid}/status`, 'utf8'))?.[1];
  return { kept, heap, rss: Number(resident) / 1024 };
}

async function comeAndGo(number: number): Promise<void> {
  const client = new DistinctClient(product.issuer, { number, wrong });
  if (number % 2 === 0) await client.stranger();
  if (number % 4 === 0) await client.self();
  else if (number % 4 === 1) await client.machine(api);
  else await client.web(api);
}

test(
  `of ${3 * CLIENTS_IN_A_THIRD} clients, each with an address and values of its own, the process keeps no more than a bounded part`,
  { timeout: 3_600_000 },
  async () => {
    const began = performance.now();
    const thirds = [await oneThird(), await oneThird(), await oneThird()];
    const seconds = (performance.now() - began) / 1000;
    const told = thirds.map(({ kept, heap, rss }) => `${kept.toFixed(1)} and ${heap.toFixed(1)} MB of ${rss.toFixed(0)} MB resident`);
    console.log(
      `${made} distinct clients in ${seconds.toFixed(0)} s; heap after each third, as it is and once configuration is forgotten: ${told.join('; ')}`,
    );
    expect(wrong.slice(0, 5)).toEqual([]);
    for (const { kept, heap } of thirds) expect(((kept - heap) * 1024) / CLIENTS_IN_A_THIRD).toBeLessThan(MAX_KEPT_KB);
    for (const kind of ['heap', 'rss'] as const)
      expect((thirds[2]?.[kind] ?? NaN) - (thirds[1]?.[kind] ?? NaN)).toBeLessThan(MAX_GROWTH_MB[kind]);
  },
);
