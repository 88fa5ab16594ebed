import { contract, DEVICE_CODE_GRANT, type ApiClient } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { allowDevice } from '../support/allow-device.ts';
import { assertionForm, makeClientKey, signAssertion } from '../support/client-keys.ts';
import type { Exchange } from '../support/http-exchange.ts';
import {
  obtainCode,
  obtainTokens,
  postForm,
  postFormWith,
  redeemCode,
  refresh,
  tokenAnswer,
  type FlowParty,
} from '../support/oauth-exchange.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { managementApi } from '../support/management.ts';
import { createDatabase } from '../support/postgres.ts';
import { encryptionKey, startProduct, type Product } from '../support/product.ts';
import { pushRequest } from '../support/push-request.ts';
import { ALICE, ORDERS_API, standardFixture, webParty } from '../support/standard-fixture.ts';
import { size } from './size.ts';

const TIMES = size({ quick: 10, full: 1000 });
const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' };

let first: Product;
let second: Product;
let party: FlowParty;
let api: ApiClient;

beforeAll(async () => {
  const shared = { database_url: await createDatabase(inject('postgres_admin_url')), encryption_key: encryptionKey() };
  first = await startProduct({ ...shared, fixture: standardFixture() });
  second = await startProduct({ ...shared, public_url: first.issuer });
  party = webParty(first.issuer);
  api = await managementApi(first.issuer);
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

  test(`a client assertion proves its client once, ${TIMES} times over (RFC 7523 §3)`, { timeout: 1_800_000 }, async () => {
    const key = await makeClientKey();
    const { client } = await api(contract.clients.create, {
      body: {
        name: 'Machine with keys',
        app_type: 'machine_to_machine',
        party: 'third_party',
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [key.public_jwk] },
        resource_scopes: { [ORDERS_API]: ['orders:read'] },
      },
    });
    const about = { client_id: client.client_id, issuer: first.issuer };
    for (let time = 0; time < TIMES; time += 1) {
      const form = { grant_type: 'client_credentials', resource: ORDERS_API, ...assertionForm(await signAssertion(key, about)) };
      // Each from an address of its own: one that fails so often is sent away.
      const headers = { 'x-forwarded-for': new BrowserLike().address };
      const answers = await atBoth((origin) => postFormWith(`${origin}/oauth2/token`, form, { headers }));
      expect(
        answers.map(({ status }) => status).toSorted((a, b) => a - b),
        answers.map(({ text }) => text).join('\n'),
      ).toEqual([200, 401]);
    }
  });

  test(`a pushed request is answered once, ${TIMES} times over (RFC 9126 §7.3)`, { timeout: 1_800_000 }, async () => {
    const browser = new BrowserLike();
    await obtainTokens(party, { scope: 'openid' }, browser);
    for (let time = 0; time < TIMES; time += 1) {
      const { url } = await pushRequest(party);
      // Not as a browser’s address bar would, which is sent to the one origin that cookies belong to.
      const headers = { 'sec-fetch-mode': 'no-cors' };
      const answers = await atBoth((origin) => browser.send(new URL(url.pathname + url.search, origin), { headers }));
      const ends = answers.map((answer) =>
        new URL(answer.headers.location ?? '', first.issuer).searchParams.has('code') ? 'code' : answer.status,
      );
      expect(new Set(ends), answers.map(({ text }) => text).join('\n')).toEqual(new Set(['code', 400]));
    }
  });

  test(`a device gets its tokens once, ${TIMES} times over (RFC 8628 §3.5)`, { timeout: 1_800_000 }, async () => {
    const { client } = await api(contract.clients.create, {
      body: { name: 'Television', app_type: 'native', party: 'third_party', grant_types: [DEVICE_CODE_GRANT], scopes: ['openid'] },
    });
    const { client_id } = client;
    for (let time = 0; time < TIMES; time += 1) {
      const begun = (await postForm(`${first.issuer}/oauth2/device`, { client_id, scope: 'openid' })).json();
      await allowDevice({ address: String(begun['verification_uri']), user_code: String(begun['user_code']) }, ALICE);
      const form = { grant_type: DEVICE_CODE_GRANT, client_id, device_code: String(begun['device_code']) };
      const answers = await atBoth((origin) => postForm(`${origin}/oauth2/token`, form));
      expect(succeeded(answers), answers.map(({ text }) => text).join('\n')).toHaveLength(1);
    }
  });
});
