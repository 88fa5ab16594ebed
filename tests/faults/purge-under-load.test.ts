import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import pg from 'pg';
import { emptyEndedSlots } from '../../apps/server/dist/oidc/expired-store.js';
import { openPostgres } from '../../apps/server/dist/platform/database.js';
import { endedSlots } from '../../apps/server/src/oidc/slots.ts';
import { expiredRows, type Purged } from '../../bench/growth/expired-rows.ts';
import { fillDatabase } from '../../bench/growth/fill-database.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { managementApi } from '../support/management.ts';
import { authorizationUrl, clientCredentialsToken, obtainTokens } from '../support/oauth-exchange.ts';
import { createDatabase, queryDatabase } from '../support/postgres.ts';
import { startProduct, type Product } from '../support/product.ts';
import { CREDENTIALS, REPORTS_API, standardFixture, WEB_CALLBACK, webParty } from '../support/standard-fixture.ts';
import { waitUntil } from '../support/wait-until.ts';
import { AcknowledgedWork } from './acknowledged-work.ts';
import { expectAsAcknowledged } from './expect-as-acknowledged.ts';
import { size } from './size.ts';

const EXPIRED = size({ quick: 40_000, full: 2_000_000 });
const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' };
const PURGE = fileURLToPath(new URL('../../bench/growth/purge-now.ts', import.meta.url));

let database_url: string;
let product: Product;
beforeAll(async () => {
  database_url = await createDatabase(inject('postgres_admin_url'));
  product = await startProduct({ database_url, fixture: standardFixture() });
});
afterAll(async () => {
  await product?.stop();
});

/** One of everything, for the filling to copy. */
async function leaveTraces(): Promise<string> {
  const request = { client_id: 'partner-web', response_type: 'code', redirect_uri: WEB_CALLBACK, scope: 'openid', nonce: 'n' };
  await new BrowserLike().open(authorizationUrl(product.issuer, request));
  await clientCredentialsToken(product.issuer, { method: 'basic', ...CREDENTIALS['partner-machine'] }, { resource: REPORTS_API });
  return (await obtainTokens(webParty(product.issuer), OFFLINE)).refresh_token;
}

/** As the server’s own job does, again and again until nothing is left. */
async function purge(purged: Purged): Promise<{ deleted: number; seconds: number }> {
  const before = await expiredRows(database_url, purged);
  const child = spawn(process.execPath, [PURGE, purged], {
    env: { ...process.env, DATABASE_URL: database_url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { seconds } = JSON.parse(await text(child.stdout)) as { seconds: number };
  return { deleted: before - (await expiredRows(database_url, purged)), seconds };
}

test(
  `while ${EXPIRED} expired rows are deleted no flow fails, and nothing that is good goes with them (I1)`,
  { timeout: 1_800_000 },
  async () => {
    const party = webParty(product.issuer);
    const api = await managementApi(product.issuer);
    const lasting = [await leaveTraces()];
    await fillDatabase(database_url, { users: 1000, grants: 1000, expired: EXPIRED });
    const work = new AcknowledgedWork({ api, party, lasting });
    const purged = await (async () => {
      await waitUntil('some work is acknowledged', async () => work.count('done') > 40);
      const began = performance.now();
      const done = { slots: await purge('slots'), rows: await purge('rows') };
      const ended = performance.now();
      await waitUntil('work goes on', async () => work.count('done', ended) > 10);
      return { ...done, flows: work.count('done', began) };
    })().finally(() => work.stop());
    for (const { deleted, seconds } of [purged.slots, purged.rows])
      console.log(`${deleted} expired rows deleted in ${seconds.toFixed(1)} s, beside ${purged.flows} flows in all`);
    expect(work.wrong).toEqual([]);
    expect(work.count('refused')).toBe(0);
    // Those of one span of time go as a whole, and the span that is not over for certain stays.
    expect(purged.slots.deleted).toBeGreaterThan(EXPIRED * 0.9);
    expect(purged.rows.deleted).toBeGreaterThan(EXPIRED * 0.2);
    await expectAsAcknowledged(work.ledger, { api, party, known_undone: true });
  },
);

test('a slot that somebody reads is emptied when they are done, at the same turn, and nobody waits for it meanwhile', async () => {
  const now = new Date();
  const [slot] = endedSlots('access_tokens', now);
  const count = async (): Promise<unknown> =>
    (await queryDatabase(database_url, `select count(*)::integer as rows from access_tokens_${slot}`))[0];
  await queryDatabase(
    database_url,
    `insert into access_tokens (slot, id_hash, family_id, payload, expires_at)
       select ${slot}, sha256(convert_to(n::text, 'UTF8')), 'of nobody', '{}', now() - interval '1 day' from generate_series(1, 100) n`,
  );
  const reader = new pg.Client(database_url);
  await reader.connect();
  await reader.query(`begin; select from access_tokens_${slot} limit 1`);
  const db = openPostgres(database_url);
  const emptied = emptyEndedSlots(db, now);
  await waitUntil('it has found the slot taken', async () => {
    const tried = await queryDatabase(
      database_url,
      `select from pg_stat_activity where datname = current_database() and query = 'rollback' and query_start >= '${now.toISOString()}'`,
    );
    return tried.length > 0;
  });
  expect(await count()).toEqual({ rows: 100 });
  await clientCredentialsToken(product.issuer, { method: 'basic', ...CREDENTIALS['partner-machine'] }, { resource: REPORTS_API });
  await reader.query('commit');
  expect(await emptied).toBeGreaterThan(0);
  expect(await count()).toEqual({ rows: 0 });
  await reader.end();
  await db.destroy();
});
