import { afterAll, beforeAll, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { expectUnavailable } from '../support/expect-unavailable.ts';
import { exchange, type Exchange } from '../support/http-exchange.ts';
import { authorizationUrl, obtainTokens, postForm, refresh, tokenAnswer } from '../support/oauth-exchange.ts';
import { managementToken } from '../support/management.ts';
import { createDatabase, createPostgresCluster, type PostgresCluster } from '../support/postgres.ts';
import { findPostgresBinaries } from '../support/postgres-binaries.ts';
import { startProduct, type Product } from '../support/product.ts';
import { CREDENTIALS, ORDERS_API, standardFixture, webParty, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { waitUntil } from '../support/wait-until.ts';

/** With a server given from outside there may be none that the test could stop. */
const cannotStop = (process.env['TEST_DATABASE_URL'] ?? '') !== '' && findPostgresBinaries() === null;

let cluster: PostgresCluster;
let product: Product;

beforeAll(async () => {
  if (cannotStop) return;
  cluster = await createPostgresCluster();
  product = await startProduct({ database_url: await createDatabase(cluster.admin_url), fixture: standardFixture() });
});

afterAll(async () => {
  await product?.stop();
  await cluster?.destroy();
});

function signInUrl(): URL {
  return authorizationUrl(product.issuer, {
    client_id: 'partner-web',
    response_type: 'code',
    redirect_uri: WEB_CALLBACK,
    scope: 'openid',
    state: 's',
    nonce: 'n',
  });
}

/** Asks for the sign-in page without a pause, four at a time, and keeps every status until it is stopped. */
function load(): { statuses: number[]; stop: () => Promise<void> } {
  const statuses: number[] = [];
  let loading = true;
  const workers = [1, 2, 3, 4].map(async () => {
    while (loading) {
      // 0: the connection broke without an answer.
      const status = await new BrowserLike().open(signInUrl()).then(
        (page) => page.status,
        () => 0,
      );
      statuses.push(status);
    }
  });
  return {
    statuses,
    async stop() {
      loading = false;
      await Promise.all(workers);
    },
  };
}

const MACHINE = { method: 'basic', ...CREDENTIALS['partner-machine'] } as const;

/** Discovery, keys, and a token that nothing is stored of. */
async function fromMemory(): Promise<number[]> {
  const machine = { grant_type: 'client_credentials', resource: ORDERS_API, scope: 'orders:read' };
  return Promise.all([
    exchange(`${product.issuer}/.well-known/openid-configuration`).then(({ status }) => status),
    exchange(`${product.issuer}/.well-known/jwks.json`).then(({ status }) => status),
    postForm(`${product.issuer}/oauth2/token`, machine, MACHINE).then(({ status }) => status),
  ]);
}

test.skipIf(cannotStop)(
  'a database that stops under load is answered with 503 in every format, and the service comes back by itself',
  { timeout: 120_000 },
  async () => {
    const party = webParty(product.issuer);
    const before = await obtainTokens(party, { scope: 'openid offline_access', prompt: 'consent' });
    const authorization = `Bearer ${await managementToken(product.issuer)}`;
    const askApi = (): Promise<Exchange> => exchange(`${product.issuer}/api/v1/clients`, { headers: { authorization } });
    expect((await askApi()).status).toBe(200);

    const { statuses, stop } = load();
    try {
      await waitUntil('the load runs', async () => statuses.length > 20);
      expect(await fromMemory()).toEqual([200, 200, 200]);
      await cluster.stop();
      // What was kept is believed for ten seconds (see docs/operate/scale.md).
      expect(await fromMemory()).toEqual([200, 200, 200]);
      await waitUntil('/readyz tells', async () => (await exchange(`${product.origin}/readyz`)).status === 503);
      expectUnavailable(await new BrowserLike().open(signInUrl()), 'text/html');
      expectUnavailable(await askApi(), 'application/problem+json');
      const token = await refresh(party, before.refresh_token);
      expectUnavailable(token, 'application/json');
      expect(token.json()['error']).toMatch(/^(temporarily_unavailable|server_error)$/);
      expect((await exchange(`${product.origin}/livez`)).status).toBe(200);

      await cluster.start();
      await waitUntil('/readyz tells that it is back', async () => (await exchange(`${product.origin}/readyz`)).status === 200);
      const after = await refresh(party, before.refresh_token);
      expect(after.status).toBe(200);
      const answered = statuses.length;
      await waitUntil('the load is answered again', async () => statuses.length > answered + 20 && statuses.at(-1) === 200);
      expect((await refresh(party, tokenAnswer(after).refresh_token)).status).toBe(200);
      expect((await askApi()).status).toBe(200);
    } finally {
      await stop();
    }
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
  },
);
