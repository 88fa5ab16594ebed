import { ANNOUNCE_SECONDS, SIGNING_KEY_MAX_AGE_DAYS, type SigningKeyType } from '@consentry/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { listSigningKeys } from './list-signing-keys.ts';
import { rotateSigningKeys } from './rotate-signing-keys.ts';
import { rotateSigningKeysByAge } from './rotate-signing-keys-by-age.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** What the job of each minute does (see jobs/rotate-signing-keys.ts), after a while. */
async function later(seconds: number): Promise<void> {
  app.clock.advance(seconds);
  await rotateSigningKeysByAge(app.context);
}

async function states(kty: SigningKeyType): Promise<string[]> {
  const { items } = await listSigningKeys(app.context);
  return items.filter((key) => key.kty === kty).map(({ state }) => state);
}

it('a key is announced, signs, and is published until a day after its successor has taken over (OIDC Core §10.1.1)', async () => {
  await rotateSigningKeys(app.context, { ktys: ['EC'] });
  await later(ANNOUNCE_SECONDS - 1);
  expect(await states('EC')).toEqual(['announced', 'active']);
  await later(1);
  expect(await states('EC')).toEqual(['active', 'retiring']);
  await later(25 * HOUR);
  expect(await states('EC')).toEqual(['active', 'retiring']);
  await later(HOUR);
  expect([await states('EC'), await states('RSA')]).toEqual([['active'], ['active']]);
});

it('kinds are rotated by age, each on its own', async () => {
  // The RSA key is as old as the server, the EC key a quarter of an hour younger.
  await later(SIGNING_KEY_MAX_AGE_DAYS * DAY - 26 * HOUR - 60);
  expect([await states('RSA'), await states('EC'), await states('OKP')]).toEqual([['announced', 'active'], ['active'], []]);
  await later(27 * HOUR);
  expect([await states('RSA'), await states('EC')]).toEqual([['active'], ['announced', 'active']]);
});
