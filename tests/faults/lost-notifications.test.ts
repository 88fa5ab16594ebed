import { contract } from '@consentry/contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { managementApi } from '../support/management.ts';
import { postForm } from '../support/oauth-exchange.ts';
import { createDatabase, queryDatabase } from '../support/postgres.ts';
import { encryptionKey, startProduct, type Product } from '../support/product.ts';
import { standardFixture, webParty } from '../support/standard-fixture.ts';
import { waitUntil } from '../support/wait-until.ts';

/** What scale.md promises, and the time of a request on a busy machine. */
const BOUND_MS = 2000 + 1500;

let database_url: string;
let first: Product;
let second: Product;

beforeAll(async () => {
  database_url = await createDatabase(inject('postgres_admin_url'));
  const shared = { database_url, encryption_key: encryptionKey() };
  first = await startProduct({ ...shared, fixture: standardFixture() });
  second = await startProduct({ ...shared, public_url: first.issuer });
});
afterAll(async () => {
  await Promise.all([first?.stop(), second?.stop()]);
});

/** An unknown code from a client that has proved itself is `invalid_grant`; from one that has not, `invalid_client`. */
async function errorAtSecond(): Promise<unknown> {
  const { auth, redirect_uri } = webParty(first.issuer);
  const parameters = { grant_type: 'authorization_code', code: 'unknown', redirect_uri, code_verifier: 'v'.repeat(43) };
  return (await postForm(`${second.origin}/oauth2/token`, parameters, auth)).json()['error'];
}

test('a change whose notification is lost is known at the other instance within its bound (record 0028)', async () => {
  expect(await errorAtSecond()).toBe('invalid_grant');
  const api = await managementApi(first.issuer);
  const { items } = await api(contract.clients.list, { query: { q: 'partner-web' } });
  const [client] = items;
  const secret = client?.secrets[0];
  if (client === undefined || secret === undefined) throw new Error('the fixture has no secret to revoke');

  // Whatever listens is cut off, again and again, so that no notification arrives.
  let cutting = true;
  const cut = (async () => {
    while (cutting) {
      await queryDatabase(
        database_url,
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'consentry-notifications' and datname = current_database()`,
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  const { client_id } = client;
  await api(contract.clients.revokeSecret, { params: { client_id, secret_id: secret.secret_id } });
  const revoked = performance.now();
  await waitUntil('the second instance refuses the secret', async () => (await errorAtSecond()) === 'invalid_client', { interval_ms: 20 });
  const took = performance.now() - revoked;
  cutting = false;
  await cut;
  console.log(`lost notification: known after ${took.toFixed(0)} ms`);
  expect(took).toBeLessThan(BOUND_MS);
});
