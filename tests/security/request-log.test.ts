import { contract, type ApiClient, type RefusedRequest } from '@consentry/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exchange, type Exchange } from '../support/http-exchange.ts';
import { managementApi, managementToken } from '../support/management.ts';
import { authorizationUrl, obtainTokens, postFormWith } from '../support/oauth-exchange.ts';
import { expectLogged, loggedRefusal } from '../support/refusal-log.ts';
import { CREDENTIALS, webParty } from '../support/standard-fixture.ts';
import { startProduct } from '../support/product.ts';
import { makeTempDirectory } from '../support/temp-directory.ts';
import { useProduct } from '../support/use-product.ts';

/** The log of refused requests is fed by strangers, and read by people with rights: neither may make a weapon of it. */
const { path: data_dir, remove } = makeTempDirectory('request-log');
afterAll(remove);
const product = useProduct({ data_dir });
const { refusedRequests } = contract;
const MACHINE = CREDENTIALS['partner-machine'];

let api: ApiClient;
beforeAll(async () => {
  api = await managementApi(product().issuer);
});

const tryToken = (client_id: string, address: string): Promise<Exchange> =>
  postFormWith(
    `${product().issuer}/oauth2/token`,
    { grant_type: 'client_credentials' },
    { auth: { method: 'post', client_id, client_secret: 'made-up' }, headers: { 'x-forwarded-for': address } },
  );

async function everyEntry(): Promise<RefusedRequest[]> {
  const entries: RefusedRequest[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: RefusedRequest[]; next_cursor: string | null } = await api(refusedRequests.list, {
      query: { limit: 200, ...(cursor === null ? {} : { cursor }) },
    });
    entries.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return entries;
}

/** Sends many at once, each answered as if it were the only one. */
async function flood(count: number, send: (index: number) => Promise<Exchange>): Promise<void> {
  const statuses = new Set<number>();
  for (let start = 0; start < count; start += 50) {
    const answers = await Promise.all(Array.from({ length: Math.min(50, count - start) }, (_, index) => send(start + index)));
    for (const { status } of answers) statuses.add(status);
  }
  expect([...statuses]).toEqual([401]);
}

test('a flood of made-up clients from many addresses is answered and not stored beyond its share; a real client’s mistake still is', async () => {
  await flood(400, (index) => tryToken(`made-up-${index}`, `198.51.${index >> 6}.${index & 63}`));
  const control = await tryToken(MACHINE.client_id, '203.0.113.1');
  await expectLogged(api, control, { mistake: 'client_secret_wrong', mend: 'Compare the secret', client_id: MACHINE.client_id });
  const unknown = (await everyEntry()).filter(({ client_known }) => !client_known);
  expect(unknown.length).toBeGreaterThan(100);
  expect(unknown.length).toBeLessThanOrEqual(200);
});

test('whoever floods a client from one address does not push out what its developer does', async () => {
  await flood(100, () => tryToken('first-web', '198.51.100.7'));
  const developer = await tryToken('first-web', '203.0.113.2');
  await expectLogged(api, developer, { mistake: 'client_secret_wrong', mend: 'Compare the secret', client_id: 'first-web' });
  const { items } = await api(refusedRequests.list, { query: { client_id: 'first-web', limit: 200 } });
  expect(items.filter(({ ip }) => ip === '198.51.100.7').length).toBeLessThanOrEqual(40);
});

const HOSTILE = [
  ['markup', 'https://evil.example/"><script>alert(1)</script>'],
  ['a script address', 'javascript:alert(document.domain)'],
  ['a direction override', 'https://evil.example/\u202egnp.exe'],
  ['NUL and control characters', 'https://evil.example/\0\u0007\r\nx-injected: 1'],
  ['half a surrogate pair', 'https://evil.example/\ud800'],
  ['no end', `https://evil.example/${'a/'.repeat(2500)}`],
] as const;

test.each(HOSTILE)(
  'a redirect URI with %s is stored inert, offered to nobody, and harmless on the error page',
  async (_what, redirect_uri) => {
    const url = authorizationUrl(product().issuer, { client_id: 'partner-web', response_type: 'code', scope: 'openid', redirect_uri });
    const answer = await exchange(url, { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(400);
    expect(answer.text).not.toMatch(/<script>|href="javascript|\u202e/);
    const entry = await loggedRefusal(api, answer);
    expect(entry.mistake).toBe('redirect_uri_mismatch');
    expect(entry.fix).toBeNull();
    expect(JSON.stringify(entry)).not.toMatch(/\\u0000|\u202e|\\u0007|\\r/);
    expect(JSON.stringify(entry).length).toBeLessThan(6000);
  },
);

test('parameter names, headers and methods of strangers are not stored as they come', async () => {
  const secret = 'S3cretS3cretS3cretS3cretS3cretS3cretS3cretS3';
  const answer = await exchange(`${product().issuer}/oauth2/token?${secret}=1&client_id=partner-machine`, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': `application/x-${secret}`,
      origin: `https://${secret}.example`,
      authorization: `${secret} ${secret}`,
    },
    body: secret,
  });
  expect(JSON.stringify(await loggedRefusal(api, answer))).not.toContain(secret);
});

test('the log is for those who may read clients: another scope, a user’s token and no token read nothing', async () => {
  const { access_token } = await obtainTokens(webParty(product().issuer));
  const other = await managementToken(product().issuer, 'test-management', ['users:read']);
  const right = await managementToken(product().issuer, 'test-management', ['clients:read']);
  const reference = (await everyEntry())[0]?.reference ?? '';
  for (const path of ['/refused_requests', `/refused_requests/${reference}`, '/refused_requests?client_id=partner-web']) {
    const read = (token: string | null) =>
      exchange(`${product().issuer}/api/v1${path}`, { headers: token === null ? {} : { authorization: `Bearer ${token}` } });
    expect((await read(null)).status).toBe(401);
    expect((await read(access_token)).status).toBe(401);
    expect((await read(other)).status).toBe(403);
    expect((await read(right)).status).toBe(200);
  }
});

test('what was refused is still known when the server was told to stop at that moment', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => tryToken('strict-web', `203.0.113.${index + 10}`)));
  await product().stop();
  const again = await startProduct({ data_dir });
  const apiAgain = await managementApi(again.issuer);
  for (const answer of answers) expect((await loggedRefusal(apiAgain, answer)).client_id).toBe('strict-web');
  await again.stop();
});
