import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Exchange } from '../support/http-exchange.ts';
import { introspect, obtainCode, redeemCode, refresh, tokenAnswer, type FlowParty } from '../support/oauth-exchange.ts';
import { createDatabase } from '../support/postgres.ts';
import { encryptionKey, startProduct, type Product } from '../support/product.ts';
import { standardFixture, webParty } from '../support/standard-fixture.ts';

const PARALLEL = 50;
/** `prompt=consent` is what gives a refresh token with `offline_access` (OIDC Core §11). */
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

/** Exactly one success; every other answer is the OAuth error for something spent. */
function theOneSuccess(answers: readonly Exchange[]): Exchange {
  const successes = answers.filter(({ status }) => status === 200);
  const others = answers.filter(({ status }) => status !== 200);
  expect(successes).toHaveLength(1);
  for (const answer of others) expect([answer.status, answer.json()['error']]).toEqual([400, 'invalid_grant']);
  const [success] = successes;
  if (success === undefined) throw new Error('unreachable: its number was checked');
  return success;
}

/** Whoever holds tokens of the family holds nothing any more (RFC 9700 §4.14.2). */
async function expectDeadFamily(success: Exchange): Promise<void> {
  const tokens = tokenAnswer(success);
  expect(tokens.refresh_token).not.toBe('');
  const refreshed = await refresh(party, tokens.refresh_token);
  expect([refreshed.status, refreshed.json()['error']]).toEqual([400, 'invalid_grant']);
  expect(await introspect(party, tokens.access_token)).toEqual({ active: false });
  const userinfo = await fetch(`${first.issuer}/oauth2/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  expect(userinfo.status).toBe(401);
}

describe.each([
  ['one instance', () => [first.origin]],
  ['two instances on one database', () => [first.origin, second.origin]],
] as const)('on %s', (_, origins) => {
  const parallel = (send: (origin: string) => Promise<Exchange>): Promise<Exchange[]> =>
    Promise.all(Array.from({ length: PARALLEL }, (_unused, index) => send(origins()[index % origins().length] ?? first.origin)));

  test(`${PARALLEL} parallel redemptions of one code give one success, and then the family is dead (RFC 6749 §4.1.2)`, async () => {
    const authorized = await obtainCode(party, OFFLINE);
    const answers = await parallel((origin) => redeemCode(party, authorized, origin));
    await expectDeadFamily(theOneSuccess(answers));
    const control = await redeemCode(party, await obtainCode(party, OFFLINE));
    expect(control.status).toBe(200);
  });

  test(`${PARALLEL} parallel uses of one refresh token give one and the same successor; repeated after that, the family is dead (RFC 9700 §4.14.2)`, async () => {
    const tokens = tokenAnswer(await redeemCode(party, await obtainCode(party, OFFLINE)));
    const answers = await parallel((origin) => refresh(party, tokens.refresh_token, origin));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const successors = new Set(answers.map((answer) => tokenAnswer(answer).refresh_token));
    expect(successors.size).toBe(1);
    const [successor = ''] = successors;
    const next = await refresh(party, successor, origins().at(-1));
    expect(next.status).toBe(200);
    const repeated = await parallel((origin) => refresh(party, tokens.refresh_token, origin));
    for (const answer of repeated) expect([answer.status, answer.json()['error']]).toEqual([400, 'invalid_grant']);
    await expectDeadFamily(next);
    expect(await introspect(party, tokens.access_token)).toEqual({ active: false });
    const control = tokenAnswer(await redeemCode(party, await obtainCode(party, OFFLINE)));
    expect((await refresh(party, control.refresh_token)).status).toBe(200);
  });
});

test('a code from one instance is redeemed at another, and the token is known to both', async () => {
  const tokens = tokenAnswer(await redeemCode(party, await obtainCode(party), second.origin));
  expect(await introspect(party, tokens.access_token, first.origin)).toMatchObject({ active: true, client_id: 'partner-web' });
  expect(await introspect(party, tokens.access_token, second.origin)).toMatchObject({ active: true, client_id: 'partner-web' });
});

test('a reused code revokes the tokens of its own family alone (RFC 6749 §4.1.2)', async () => {
  const kept = tokenAnswer(await redeemCode(party, await obtainCode(party, OFFLINE)));
  const authorized = await obtainCode(party, OFFLINE);
  expect((await redeemCode(party, authorized)).status).toBe(200);
  expect((await redeemCode(party, authorized)).status).toBe(400);
  expect(await introspect(party, kept.access_token)).toMatchObject({ active: true });
  expect((await refresh(party, kept.refresh_token)).status).toBe(200);
});

test('parallel authorization requests of one browser end in one grant that holds every scope', async () => {
  const { browser } = await obtainCode(party, { scope: 'openid' });
  const scopes = ['openid profile', 'openid email', 'openid phone', 'openid address'];
  const codes = await Promise.all(scopes.map((scope) => obtainCode(party, { scope }, browser)));
  const granted = await Promise.all(codes.map(async (code) => tokenAnswer(await redeemCode(party, code)).scope));
  expect(granted).toEqual(scopes);
  const { browser: other } = await obtainCode(party, { scope: 'openid profile email phone address' });
  expect(other.answered).toEqual(['sign-in']);
});
