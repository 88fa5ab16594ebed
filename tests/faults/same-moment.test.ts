import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Exchange } from '../support/http-exchange.ts';
import { obtainCode, obtainTokens, redeemCode, refresh, tokenAnswer, type FlowParty } from '../support/oauth-exchange.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { createDatabase } from '../support/postgres.ts';
import { encryptionKey, startProduct, type Product } from '../support/product.ts';
import { standardFixture, webParty } from '../support/standard-fixture.ts';
import { size } from './size.ts';

const TIMES = size({ quick: 10, full: 1000 });
const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' };

let first: Product;
let second: Product;
let party: FlowParty;

beforeAll(async () => {
  const shared = { database_url: await createDatabase(inject('postgres_admin_url')), encryption_key: encryptionKey() };
  first = await startProduct({ ...shared, fixture: standardFixture() });
  second = await startProduct({ ...shared, public_url: first.issuer });
  party = webParty(first.issuer);
});
afterAll(async () => {
  await Promise.all([first?.stop(), second?.stop()]);
});

const atBoth = (send: (origin: string) => Promise<Exchange>): Promise<Exchange[]> => Promise.all([first.origin, second.origin].map(send));

const succeeded = (answers: readonly Exchange[]): Exchange[] => answers.filter(({ status }) => status === 200);

describe('presented at two instances in the same moment', () => {
  test(`a code is redeemed once, ${TIMES} times over (I2, RFC 6749 §4.1.2)`, { timeout: 1_800_000 }, async () => {
    const browser = new BrowserLike();
    for (let time = 0; time < TIMES; time += 1) {
      const authorized = await obtainCode(party, { scope: 'openid' }, browser);
      const answers = await atBoth((origin) => redeemCode(party, authorized, origin));
      expect(succeeded(answers).length, answers.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(1);
      for (const { status } of answers) expect([200, 400]).toContain(status);
    }
  });

  test(`a refresh token has one successor, ${TIMES} times over (I2, record 0023)`, { timeout: 1_800_000 }, async () => {
    let { refresh_token: token } = await obtainTokens(party, OFFLINE);
    for (let time = 0; time < TIMES; time += 1) {
      const answers = await atBoth((origin) => refresh(party, token, origin));
      const successors = new Set(succeeded(answers).map((answer) => tokenAnswer(answer).refresh_token));
      expect([...successors], answers.map(({ text }) => text).join('\n')).toHaveLength(1);
      [token = ''] = successors;
    }
  });
});
