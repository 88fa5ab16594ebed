import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { obtainTokens, refresh, tokenAnswer, type FlowParty } from '../support/oauth-exchange.ts';
import { createDatabase, queryDatabase } from '../support/postgres.ts';
import { startProduct, type Product } from '../support/product.ts';
import { slowProxy, type SlowProxy } from '../support/slow-proxy.ts';
import { standardFixture, webParty } from '../support/standard-fixture.ts';
import { waitUntil } from '../support/wait-until.ts';

const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' };
/** How soon service is back when the database is. */
const BACK_WITHIN_MS = 5000;

let database_url: string;
let proxy: SlowProxy;
let product: Product;
let party: FlowParty;

beforeAll(async () => {
  database_url = await createDatabase(inject('postgres_admin_url'));
  proxy = await slowProxy(new URL(database_url));
  product = await startProduct({ database_url: proxy.url, fixture: standardFixture() });
  party = webParty(product.issuer);
});
afterAll(async () => {
  await product?.stop();
  await proxy?.close();
});

async function expectBack(token: string): Promise<void> {
  const began = performance.now();
  await waitUntil('a refresh succeeds', async () => (await refresh(party, token)).status === 200, { interval_ms: 50 });
  expect(performance.now() - began).toBeLessThan(BACK_WITHIN_MS);
}

describe('a database that', () => {
  test('answers half a second late slows requests down by its round trips, and no more', async () => {
    const { refresh_token } = await obtainTokens(party, OFFLINE);
    proxy.delay(500);
    const began = performance.now();
    const answer = await refresh(party, refresh_token);
    const took = performance.now() - began;
    proxy.delay(0);
    expect(answer.status, answer.text).toBe(200);
    console.log(`refresh with a database 500 ms away: ${took.toFixed(0)} ms`);
    // Two dependent round trips (record 0028), and the answer of a busy machine.
    expect(took).toBeGreaterThan(900);
    expect(took).toBeLessThan(2500);
    await expectBack(tokenAnswer(answer).refresh_token);
  });

  test('takes no changes is answered with 503, nothing is half done, and service comes back by itself (I7)', async () => {
    const { refresh_token } = await obtainTokens(party, OFFLINE);
    const name = new URL(database_url).pathname.slice(1);
    await queryDatabase(database_url, `alter database ${name} set default_transaction_read_only = on`);
    await cutConnections();
    const refused = await waitUntil('the connections are new', async () => {
      const answer = await refresh(party, refresh_token);
      return answer.status === 503 && answer;
    });
    expect(refused.json()['error']).toBe('temporarily_unavailable');
    expect(refused.headers['retry-after']).toMatch(/^\d+$/);
    // From another database: in this one nothing can be altered now.
    await queryDatabase(inject('postgres_admin_url'), `alter database ${name} reset default_transaction_read_only`);
    await cutConnections();
    await expectBack(refresh_token);
  });

  test('cuts all connections loses no request that was acknowledged (I1)', async () => {
    const { refresh_token } = await obtainTokens(party, OFFLINE);
    await cutConnections();
    await expectBack(refresh_token);
  });

  test('has a table locked keeps those who need it waiting, not the others', async () => {
    const { refresh_token } = await obtainTokens(party, OFFLINE);
    const locker = new pg.Client({ connectionString: database_url });
    await locker.connect();
    await locker.query('begin');
    await locker.query('lock table refresh_tokens in access exclusive mode');
    const waiting = refresh(party, refresh_token);
    expect((await fetch(`${product.origin}/.well-known/openid-configuration`)).status).toBe(200);
    expect((await fetch(`${product.origin}/readyz`)).status).toBe(200);
    await locker.query('rollback');
    await locker.end();
    expect((await waiting).status).toBe(200);
  });
});

async function cutConnections(): Promise<void> {
  await queryDatabase(
    database_url,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
}
