import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { createClient } from '../clients/create-client.ts';
import { createResourceServer } from '../resource-servers/create-resource-server.ts';
import { rotateSigningKeys } from './rotate-signing-keys.ts';

const RESOURCE = 'https://orders.example.com';
const STEP_SECONDS = 60;
/** Tokens of these APIs live so long, at most (see access_token_ttl_seconds). */
const TOKEN_SECONDS = 24 * 3600;

let app: TestApp;
let authorization: string;

beforeAll(async () => {
  app = await startTestApp();
  await createResourceServer(app.context, {
    resource: RESOURCE,
    name: 'Orders',
    scopes: [{ name: 'orders:read', description: '', sensitivity: 'low' }],
  });
  const { client, client_secret } = await createClient(app.context, {
    name: 'Loaded',
    app_type: 'machine_to_machine',
    party: 'first_party',
    resource_scopes: { [RESOURCE]: ['orders:read'] },
  });
  authorization = `Basic ${Buffer.from(`${client.client_id}:${client_secret}`).toString('base64')}`;
});
afterAll(() => app.stop());

async function issue(): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', resource: RESOURCE });
  const answer = await fetch(`${app.url}/oauth2/token`, { method: 'POST', headers: { authorization }, body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

interface Fetched {
  keys: JSONWebKeySet;
  max_age_seconds: number;
  at: number;
}

async function fetchKeys(): Promise<Fetched> {
  const answer = await fetch(`${app.url}/.well-known/jwks.json`);
  const maxAge = /max-age=(\d+)/.exec(answer.headers.get('cache-control') ?? '')?.[1];
  return { keys: (await answer.json()) as JSONWebKeySet, max_age_seconds: Number(maxAge ?? 0), at: seconds() };
}

const seconds = (): number => app.clock.now().getTime() / 1000;
const knows = ({ keys }: Fetched, token: string): boolean => keys.keys.some(({ kid }) => kid === decodeProtectedHeader(token).kid);

/** How resource servers keep the key set: not at all, as `Cache-Control` says, or until an unknown `kid` comes (OIDC Core §10.1.1). */
function verifiers(): Record<string, (token: string) => Promise<Fetched>> {
  let cached: Fetched | null = null;
  let kept: Fetched | null = null;
  return {
    'without a cache': fetchKeys,
    'with a cache by Cache-Control': async () => {
      if (cached === null || seconds() - cached.at >= cached.max_age_seconds) cached = await fetchKeys();
      return cached;
    },
    'with a new fetch for an unknown kid': async (token) => {
      if (kept === null || !knows(kept, token)) kept = await fetchKeys();
      return kept;
    },
  };
}

it('while keys rotate, twice within the announcement, every token verifies at three kinds of verifiers (OIDC Core §10.1.1)', async () => {
  const all = Object.entries(verifiers());
  const kids = new Set<string | undefined>();
  const live: { token: string; at: number }[] = [];
  const failures: string[] = [];
  const verifyAll = async (): Promise<void> => {
    for (const { token } of live.filter(({ at }) => seconds() - at < TOKEN_SECONDS)) {
      for (const [name, keysFor] of all) {
        const { keys } = await keysFor(token);
        await jwtVerify(token, createLocalJWKSet(keys), { audience: RESOURCE }).catch(() => failures.push(`${name}, minute ${minute}`));
      }
    }
  };
  let minute = 0;
  for (; minute < 35; minute += 1) {
    if (minute === 5 || minute === 12) await rotateSigningKeys(app.context);
    // Every instance does so each minute (see jobs/rotate-signing-keys.ts); requests are under way meanwhile.
    const [, ...tokens] = await Promise.all([app.app.host.refresh(), issue(), issue()]);
    for (const token of tokens) {
      kids.add(decodeProtectedHeader(token).kid);
      live.push({ token, at: seconds() });
    }
    live.splice(0, live.length - 4);
    await verifyAll();
    app.clock.advance(STEP_SECONDS);
  }
  // The last that an old key signed is good for a day, and so is the key.
  for (const hours of [8, 8, 7]) {
    app.clock.advance(hours * 3600);
    await app.app.host.refresh();
    await verifyAll();
  }
  expect(failures).toEqual([]);
  expect(kids.size).toBe(3);
}, 300_000);
