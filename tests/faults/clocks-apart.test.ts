import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { exchange } from '../support/http-exchange.ts';
import {
  authorizationUrl,
  introspect,
  obtainTokens,
  pkcePair,
  redeemCode,
  refresh,
  tokenAnswer,
  type FlowParty,
} from '../support/oauth-exchange.ts';
import { createDatabase } from '../support/postgres.ts';
import { encryptionKey, startProduct, type Product } from '../support/product.ts';
import { spawnServer } from '../support/server-process.ts';
import { freePort } from '../support/free-port.ts';
import { standardFixture, webParty } from '../support/standard-fixture.ts';
import { waitUntil } from '../support/wait-until.ts';

const PRELOAD = new URL('../support/shift-clock.mjs', import.meta.url).href;
const wrongBy = (seconds: number): Record<string, string> => ({
  NODE_OPTIONS: `--import ${PRELOAD}`,
  CLOCK_SHIFT_SECONDS: String(seconds),
});

let shared: { database_url: string; encryption_key: string };
let right: Product;
let party: FlowParty;
const browser = new BrowserLike();
let lasting: string;
beforeAll(async () => {
  shared = { database_url: await createDatabase(inject('postgres_admin_url')), encryption_key: encryptionKey() };
  right = await startProduct({ ...shared, fixture: standardFixture() });
  party = webParty(right.issuer);
  lasting = (await obtainTokens(party, { scope: 'openid offline_access', prompt: 'consent' }, browser)).refresh_token;
});
afterAll(async () => {
  await right?.stop();
});

/** A code that this instance makes, for somebody who is signed in and has consented. */
async function codeFrom({ origin }: Product): Promise<{ code: string; code_verifier: string }> {
  const { code_challenge, code_verifier } = pkcePair();
  const url = authorizationUrl(origin, {
    client_id: party.auth.client_id,
    response_type: 'code',
    redirect_uri: party.redirect_uri,
    scope: 'openid',
    nonce: 'n',
    code_challenge,
    code_challenge_method: 'S256',
  });
  // Not as a browser’s address bar would, which is sent to the one origin that cookies belong to.
  const { headers, text } = await browser.send(url, { headers: { 'sec-fetch-mode': 'no-cors' } });
  const code = new URL(headers.location ?? '', origin).searchParams.get('code');
  if (code === null) throw new Error(`no code: ${headers.location ?? text}`);
  return { code, code_verifier };
}

describe.each([20, -20])('an instance whose clock is %i s from the others’', (seconds) => {
  let wrong: Product;
  beforeAll(async () => {
    wrong = await startProduct({ ...shared, public_url: right.issuer, env: wrongBy(seconds) });
  });
  afterAll(async () => {
    await wrong?.stop();
  });

  test.each([
    ['made here, redeemed there', () => [right, wrong] as const],
    ['made there, redeemed here', () => [wrong, right] as const],
  ])('takes part: a code %s is good once, and so are its tokens', async (_name, instances) => {
    const [maker, redeemer] = instances();
    const authorized = await codeFrom(maker);
    const redeemed = await redeemCode(party, authorized, redeemer.origin);
    expect(redeemed.status, redeemed.text).toBe(200);
    const { access_token } = tokenAnswer(redeemed);
    for (const { origin } of [maker, redeemer]) expect((await introspect({ ...party, issuer: origin }, access_token))['active']).toBe(true);
    const refreshed = await refresh(party, lasting, redeemer.origin);
    expect(refreshed.status, refreshed.text).toBe(200);
    lasting = tokenAnswer(refreshed).refresh_token;
    expect((await redeemCode(party, authorized, maker.origin)).json()['error']).toBe('invalid_grant');
  });
});

test.each([
  [90, '90 s ahead of'],
  [-90, '90 s behind'],
])('an instance whose clock is %i s wrong takes no part, and says why', async (seconds, words) => {
  const port = await freePort();
  const env = { HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: right.issuer, ...wrongBy(seconds) };
  const server = spawnServer({ ...env, DATABASE_URL: shared.database_url, ENCRYPTION_KEY: shared.encryption_key });
  const answer = await waitUntil('it says how it is', async () => {
    const asked = await exchange(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    return asked === null || asked.text.includes('starting') ? null : asked;
  });
  expect(answer.status).toBe(503);
  expect(String(answer.json()['status'])).toMatch(new RegExp(`clock (8[89]|9[012]) s ${words.slice(5)}`));
  expect((await exchange(`${right.origin}/readyz`)).status).toBe(200);
  server.kill('SIGTERM');
  await server.exited;
});
