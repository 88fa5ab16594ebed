import { pbkdf2Sync, scryptSync } from 'node:crypto';
import { contract, type ApiClient } from '@consentry/contract';
import { hash as bcrypt } from '@node-rs/bcrypt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { WalkingBrowser } from '../../testing/walking-browser.ts';
import { createClient } from '../clients/create-client.ts';
import { findUserByUsername } from '../users/find-user-by-username.ts';

const CALLBACK = 'http://127.0.0.1:4001/callback';
const PASSWORD = 'imported pässword';
const SALT = Buffer.from('salt of 16 bytes');
let app: TestApp;
let api: ApiClient;
let client_id: string;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
  const settings = { name: 'Partner', app_type: 'native' as const, party: 'third_party' as const, redirect_uris: [CALLBACK] };
  client_id = (await createClient(app.context, { ...settings, scopes: ['openid'] })).client.client_id;
});
afterAll(() => app.stop());

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
const changeOf = async (username: string, password_hash: string): Promise<string | undefined> =>
  (await api(contract.declaredState.apply, { body: { users: [{ username, password_hash }] } })).changes[0]?.change;
const storedHash = async (username: string): Promise<string> => (await findUserByUsername(app.context, username))?.password_hash ?? '';

/** Whether the sign-in page, over HTTP, lets this person on to consent. */
async function signsIn(identifier: string, password: string): Promise<boolean> {
  const browser = new WalkingBrowser(app.url);
  const code_challenge = 'a'.repeat(43);
  const request = {
    client_id,
    redirect_uri: CALLBACK,
    scope: 'openid',
    response_type: 'code',
    code_challenge,
    code_challenge_method: 'S256',
  };
  const page = await browser.open(`/oauth2/authorize?${new URLSearchParams(request).toString()}`);
  const next = await browser.submit(page, 'identifier', { identifier, password });
  const place = `${next.status} /${next.url.pathname.split('/')[1] ?? ''}`;
  if (!['200 /consent', '400 /sign-in'].includes(place)) throw new Error(`neither signed in nor refused: ${place}`);
  return place === '200 /consent';
}

const KINDS: [string, (password: string) => Promise<string> | string][] = [
  ['bcrypt-2b', (password) => bcrypt(password, 5)],
  ['bcrypt-2a', async (password) => (await bcrypt(password, 5)).replace('$2b$', '$2a$')],
  ['bcrypt-2y', async (password) => (await bcrypt(password, 5)).replace('$2b$', '$2y$')],
  ['scrypt', (password) => `$scrypt$ln=12,r=8,p=2$${base64(SALT)}$${base64(scryptSync(password, SALT, 32, { N: 4096, r: 8, p: 2 }))}`],
  ['pbkdf2-256', (password) => `$pbkdf2-sha256$i=5000$${base64(SALT)}$${base64(pbkdf2Sync(password, SALT, 5000, 32, 'sha256'))}`],
  ['pbkdf2-512', (password) => `$pbkdf2-sha512$i=5000,l=64$${base64(SALT)}$${base64(pbkdf2Sync(password, SALT, 5000, 64, 'sha512'))}`],
  [
    'passlib',
    (password) => `$pbkdf2-sha256$5000$${base64(SALT)}$${base64(pbkdf2Sync(password, SALT, 5000, 32, 'sha256'))}`.replaceAll('+', '.'),
  ],
];

describe('a hash of another system', () => {
  it.each(KINDS)('%s: signs in over HTTP, becomes Argon2id then, signs in again, and stays declared', async (username, make) => {
    const imported = await make(PASSWORD);
    expect(await changeOf(username, imported)).toBe('created');
    for (const wrong of [`${PASSWORD} `, 'imported password', `${PASSWORD}\0`, `${PASSWORD}\0${PASSWORD}`])
      expect(await signsIn(username, wrong)).toBe(false);
    expect(await storedHash(username)).toBe(imported);

    expect(await signsIn(username, PASSWORD)).toBe(true);
    expect(await storedHash(username)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await changeOf(username, imported)).toBe('unchanged');
    expect(await signsIn(username, `${PASSWORD} `)).toBe(false);
    expect(await signsIn(username, PASSWORD)).toBe(true);
  });

  it('bcrypt’s 72 bytes end with the upgrade: from then on it is the whole of what was typed', async () => {
    const [head, typed] = ['0'.repeat(72), `${'0'.repeat(72)} and what bcrypt never read`];
    await changeOf('long', await bcrypt(typed, 5));
    expect(await signsIn('long', head.slice(1))).toBe(false);
    expect(await signsIn('long', typed)).toBe(true);
    for (const other of [head, `${head} and another end`]) expect(await signsIn('long', other)).toBe(false);
    expect(await signsIn('long', typed)).toBe(true);
  });

  it.each([
    ['$6$saltsalt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2/jctKu9YterLp8wwnSq.qc.eoxqOmSuNp2xS0ktL3nh/', '$6$ and is not one of them'],
    ['$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', '$2x$ and is not one of them'],
    ['$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe', '$2b$ and is not one of them, whole'],
    ['$2b$05$CCCCCCCCCCCCCCCCCCCCC/E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', '$2b$ and is not one of them, whole'],
    ['$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'a cost of 4 to 15, not 31'],
    ['$scrypt$ln=40,r=8,p=1$c2FsdHNhbHQ$YWJj', 'not ln=40,r=8,p=1'],
    ['$pbkdf2-sha256$999999999$c2FsdHNhbHQ$YWJj', 'not 999999999'],
    ['$pbkdf2-sha1$29000$c2FsdHNhbHQ$YWJj', '$pbkdf2-sha1$ and is not one of them'],
    ['my own password', 'what came does not begin like one of them'],
    ['', 'what came does not begin like one of them'],
  ])('%j is refused with what came and what is taken, and makes no user', async (password_hash, reason) => {
    const problem = await problemOf(api(contract.declaredState.apply, { body: { users: [{ username: 'nobody', password_hash }] } }));
    expect(problem).toMatchObject({ slug: 'invalid-request', status: 400, errors: [{ pointer: '#/users/0/password_hash' }] });
    expect(problem.errors?.[0]?.detail).toContain(reason);
    expect(JSON.stringify(problem)).not.toContain('my own password');
    expect(await findUserByUsername(app.context, 'nobody')).toBeNull();
  });
});

/** The least of four for each, in turn: what else the machine does only adds. */
async function leastMilliseconds(...identifiers: string[]): Promise<number[]> {
  const least = identifiers.map(() => Infinity);
  for (let attempt = 0; attempt < 4; attempt += 1) {
    for (const [index, identifier] of identifiers.entries()) {
      const started = performance.now();
      expect(await signsIn(identifier, 'a wrong password')).toBe(false);
      least[index] = Math.min(least[index] ?? Infinity, performance.now() - started);
    }
  }
  return least;
}

it('a failure takes the same time for an unknown account, one of ours and one whose imported hash is costly', async () => {
  await changeOf('costly', await bcrypt(PASSWORD, 12));
  await api(contract.declaredState.apply, { body: { users: [{ username: 'ours', password: PASSWORD }] } });
  const [costly = 0, ...others] = await leastMilliseconds('costly', 'ours', 'unknown');
  for (const other of others) {
    expect(other / costly).toBeGreaterThan(0.6);
    expect(other / costly).toBeLessThan(1.6);
  }
  // Signing in replaces the last imported hash.
  expect(await signsIn('costly', PASSWORD)).toBe(true);
  const [cheap = 0] = await leastMilliseconds('unknown');
  expect(cheap / costly).toBeLessThan(0.6);
});
