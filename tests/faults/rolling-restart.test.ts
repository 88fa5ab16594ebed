import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { freePort } from '../support/free-port.ts';
import { obtainCode, redeemCode, refresh, tokenAnswer, type FlowParty } from '../support/oauth-exchange.ts';
import { createDatabase } from '../support/postgres.ts';
import { encryptionKey, startProduct, type Product, type ProductOptions } from '../support/product.ts';
import { startBalancer, type Balancer } from '../support/balancer.ts';
import { standardFixture, webParty } from '../support/standard-fixture.ts';
import { size } from './size.ts';

const ROUNDS = size({ quick: 1, full: 5 });

let balancer: Balancer;
let instances: { options: ProductOptions; product: Product }[];
let party: FlowParty;

beforeAll(async () => {
  balancer = await startBalancer();
  const shared = {
    database_url: await createDatabase(inject('postgres_admin_url')),
    encryption_key: encryptionKey(),
    public_url: balancer.origin,
  };
  instances = [];
  for (const fixture of [standardFixture(), undefined]) {
    const options = { ...shared, port: await freePort() };
    instances.push({ options, product: await startProduct({ ...options, ...(fixture === undefined ? {} : { fixture }) }) });
  }
  balancer.use(instances.map(({ product }) => product.origin));
  party = webParty(balancer.origin);
});

afterAll(async () => {
  await Promise.all(instances.map(({ product }) => product.stop()));
  await balancer.close();
});

test(
  'no flow fails while one instance after the other is restarted, and nothing acknowledged is lost (I1, I7)',
  { timeout: 600_000 },
  async () => {
    const failures: string[] = [];
    const refreshTokens: string[] = [];
    let working = true;
    const work = async (): Promise<void> => {
      while (working) {
        try {
          const answer = await redeemCode(
            party,
            await obtainCode(party, { scope: 'openid offline_access', prompt: 'consent' }, new BrowserLike()),
          );
          expect(answer.status, answer.text).toBe(200);
          const refreshed = await refresh(party, tokenAnswer(answer).refresh_token);
          expect(refreshed.status, refreshed.text).toBe(200);
          refreshTokens.push(tokenAnswer(refreshed).refresh_token);
        } catch (error) {
          failures.push(String(error));
        }
      }
    };
    const workers = [1, 2, 3].map(work);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const instance of instances) {
        // As a load balancer does: no new request once /readyz says no.
        balancer.use(instances.filter((other) => other !== instance).map(({ product }) => product.origin));
        expect(await instance.product.stop()).toBe(0);
        instance.product = await startProduct(instance.options);
        balancer.use(instances.map(({ product }) => product.origin));
      }
    }
    working = false;
    await Promise.all(workers);
    console.log(`rolling restart: ${refreshTokens.length} flows through ${2 * ROUNDS} restarts, ${failures.length} failed`);
    expect(failures).toEqual([]);
    expect(refreshTokens.length).toBeGreaterThan(0);
    for (const token of refreshTokens) expect((await refresh(party, token)).status).toBe(200);
  },
);
