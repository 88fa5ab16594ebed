import type { ApiClient, CreateClient } from '@consentry/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeFlowClient } from '../support/flow-client.ts';
import { managementApi } from '../support/management.ts';
import { useProduct } from '../support/use-product.ts';
import { wholeFlow, type FlowClient } from '../support/whole-flow.ts';

/** What a client is registered to want of every sign-in, without asking (OIDC Registration §2). */
const product = useProduct();
let api: ApiClient;
beforeAll(async () => {
  api = await managementApi(product().issuer);
});

const client = (settings: Partial<CreateClient>): Promise<FlowClient> => makeFlowClient(api, { issuer: product().issuer, settings });

/** The pages that the second sign-in of a browser goes through. */
async function secondSignIn(party: FlowClient, parameters: Record<string, string> = {}): Promise<string[]> {
  await wholeFlow(party, {});
  const before = party.browser.answered.length;
  await wholeFlow(party, { parameters });
  return party.browser.answered.slice(before);
}

describe('default_max_age', () => {
  test('is what a request without max_age has (OIDC Registration §2)', async () => {
    expect(await secondSignIn(await client({ default_max_age: 0 }))).toEqual(['sign-in']);
    expect(await secondSignIn(await client({ default_max_age: 3600 }))).toEqual([]);
    expect(await secondSignIn(await client({}))).toEqual([]);
  });

  test('gives way to the max_age of a request (OIDC Core §3.1.2.1)', async () => {
    expect(await secondSignIn(await client({ default_max_age: 0 }), { max_age: '3600' })).toEqual([]);
  });
});

test('require_auth_time puts auth_time into ID tokens that no request asked for (OIDC Core §2)', async () => {
  const now = Math.floor(Date.now() / 1000);
  const { id_token } = await wholeFlow(await client({ require_auth_time: true }), {});
  expect(Math.abs(Number(id_token.auth_time) - now)).toBeLessThan(60);
  expect((await wholeFlow(await client({}), {})).id_token).not.toHaveProperty('auth_time');
});
