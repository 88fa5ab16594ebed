import { contract } from '@consentry/contract';
import { describe, expect, test } from 'vitest';
import { exchange, type Exchange } from '../support/http-exchange.ts';
import { managementApi } from '../support/management.ts';
import { basicHeader, obtainTokens, postForm, postFormWith, refresh, type ClientAuthentication } from '../support/oauth-exchange.ts';
import { CREDENTIALS, ORDERS_API, publicParty, webParty } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
const machine = CREDENTIALS['partner-machine'];

function askToken(
  auth?: ClientAuthentication,
  extra: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Exchange> {
  const parameters = { grant_type: 'client_credentials', resource: ORDERS_API, ...extra };
  return postFormWith(`${product().issuer}/oauth2/token`, parameters, { ...(auth === undefined ? {} : { auth }), headers });
}

function expectInvalidClient(answer: Exchange): void {
  expect([answer.status, answer.json()['error']]).toEqual([401, 'invalid_client']);
  expect(answer.text).not.toMatch(/expired|unknown client|no such|not found|wrong secret/i);
}

describe('authentication that fails is invalid_client with 401 (RFC 6749 §5.2)', () => {
  const wrong: [string, ClientAuthentication][] = [
    ['a wrong secret by header', { ...machine, method: 'basic', client_secret: 'wrong-secret-wrong-secret-wrong-secret' }],
    ['a wrong secret in the body', { ...machine, method: 'post', client_secret: 'wrong-secret-wrong-secret-wrong-secret' }],
    ['no secret', { method: 'none', client_id: machine.client_id }],
    ['the secret with a space more', { ...machine, method: 'basic', client_secret: `${machine.client_secret} ` }],
    ['the secret cut short', { ...machine, method: 'basic', client_secret: machine.client_secret.slice(0, -1) }],
    ['the secret of another client', { ...machine, method: 'basic', client_secret: CREDENTIALS['partner-web'].client_secret }],
    ['an unknown client', { method: 'basic', client_id: 'no-such-client', client_secret: machine.client_secret }],
    ['the client id in other case', { method: 'basic', client_id: 'Partner-Machine', client_secret: machine.client_secret }],
  ];
  test.each(wrong)('%s', async (_, auth) => {
    expectInvalidClient(await askToken(auth));
    expect((await askToken({ ...machine, method: 'basic' })).status).toBe(200);
  });

  test('the answers for an unknown client and for a wrong secret are the same', async () => {
    const unknown = await askToken({ method: 'basic', client_id: 'no-such-client', client_secret: 'x'.repeat(40) });
    const mistaken = await askToken({ ...machine, method: 'basic', client_secret: 'x'.repeat(40) });
    expect(withoutReference(unknown.text)).toBe(withoutReference(mistaken.text));
    expect(withoutReference(unknown.headers['www-authenticate'])).toBe(withoutReference(mistaken.headers['www-authenticate']));
    expect(mistaken.headers['www-authenticate']).toMatch(/^Basic /);
  });

  test.each([
    'Basic',
    'Basic ',
    'Basic !!!',
    `Basic ${Buffer.from('no-colon').toString('base64')}`,
    `Basic ${Buffer.from('%zz:%zz').toString('base64')}`,
    'Bearer x',
  ])('the header “%s”', async (authorization) => {
    const answer = await askToken(undefined, {}, { authorization });
    expect([400, 401]).toContain(answer.status);
    expect(answer.json()['error']).toMatch(/^invalid_(client|request)$/);
  });
});

test('an empty secret is none', async () => {
  for (const method of ['basic', 'post'] as const) {
    const answer = await askToken({ ...machine, method, client_secret: '' });
    expect([400, 401]).toContain(answer.status);
    expect(answer.json()['error']).toMatch(/^invalid_(client|request)$/);
  }
});

test('two ways of authentication at once are refused (RFC 6749 §2.3)', async () => {
  const answer = await askToken(
    { ...machine, method: 'post' },
    {},
    { authorization: basicHeader(machine.client_id, machine.client_secret) },
  );
  expect([answer.status, answer.json()['error']]).toEqual([400, 'invalid_request']);
  const mismatch = await askToken({ ...machine, method: 'basic' }, { client_id: 'partner-web' });
  expect([400, 401]).toContain(mismatch.status);
  expect((await askToken({ ...machine, method: 'post' })).status).toBe(200);
});

test('an unencoded secret of unreserved characters and an encoded one of any characters both work by header (RFC 6749 §2.3.1)', async () => {
  const encoded = webParty(product().issuer);
  const introspection = await postForm(`${product().issuer}/oauth2/introspect`, { token: 'x' }, encoded.auth);
  expect(introspection.json()).toEqual({ active: false });
  const raw = `Basic ${Buffer.from(`${machine.client_id}:${machine.client_secret}`).toString('base64')}`;
  expect((await askToken(undefined, {}, { authorization: raw })).status).toBe(200);
});

test('secrets overlap in a rotation; an expired or revoked one is refused like a wrong one (product.md, Applications)', async () => {
  const api = await managementApi(product().issuer);
  const { client, client_secret } = await api(contract.clients.create, {
    body: { name: 'Rotating', app_type: 'machine_to_machine', party: 'third_party', resource_scopes: { [ORDERS_API]: ['orders:read'] } },
  });
  const params = { client_id: client.client_id };
  const ask = (secret: string): Promise<Exchange> => askToken({ method: 'basic', client_id: client.client_id, client_secret: secret });
  const second = await api(contract.clients.createSecret, { params, body: { name: 'next' } });
  expect((await ask(client_secret ?? '')).status).toBe(200);
  expect((await ask(second.client_secret)).status).toBe(200);

  const expires_at = new Date(Date.now() + 1500).toISOString();
  const brief = await api(contract.clients.createSecret, { params, body: { name: 'brief', expires_at } });
  await expect.poll(async () => (await ask(brief.client_secret)).status, { timeout: 10_000, interval: 200 }).toBe(401);
  expectInvalidClient(await ask(brief.client_secret));

  const [first] = client.secrets;
  await api(contract.clients.revokeSecret, { params: { ...params, secret_id: first?.secret_id ?? '' } });
  expectInvalidClient(await ask(client_secret ?? ''));
  expect((await ask(second.client_secret)).status).toBe(200);
});

test('introspection and revocation ask for authentication (RFC 7662 §2.1, RFC 7009 §2.1)', async () => {
  const party = webParty(product().issuer);
  const { access_token } = await obtainTokens(party);
  for (const path of ['introspect', 'revoke']) {
    const url = `${product().issuer}/oauth2/${path}`;
    expect([400, 401]).toContain((await postForm(url, { token: access_token })).status);
    expect((await postForm(url, { token: access_token }, { method: 'none', client_id: 'partner-web' })).status).toBe(401);
    const wrong = { method: 'basic', client_id: 'partner-web', client_secret: 'x'.repeat(40) } as const;
    expect((await postForm(url, { token: access_token }, wrong)).status).toBe(401);
  }
  expect((await postForm(`${product().issuer}/oauth2/introspect`, { token: access_token }, party.auth)).json()['active']).toBe(true);
});

test('a public client cannot introspect the tokens of others', async () => {
  const { access_token } = await obtainTokens(webParty(product().issuer));
  const answer = await postForm(`${product().issuer}/oauth2/introspect`, { token: access_token }, publicParty(product().issuer).auth);
  if (answer.status === 200) expect(answer.json()).toEqual({ active: false });
  else expect([400, 401, 403]).toContain(answer.status);
});

test('a confidential client’s refresh token is not taken from a request without its secret', async () => {
  const party = webParty(product().issuer);
  const tokens = await obtainTokens(party, { scope: 'openid offline_access', prompt: 'consent' });
  expectInvalidClient(await refresh({ ...party, auth: { method: 'none', client_id: 'partner-web' } }, tokens.refresh_token));
  expect((await refresh(party, tokens.refresh_token)).status).toBe(200);
});

test('credentials in the query are not read (RFC 6749 §2.3.1)', async () => {
  const query = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: machine.client_id,
    client_secret: machine.client_secret,
  });
  const answer = await exchange(`${product().issuer}/oauth2/token?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
  });
  expect([400, 401]).toContain(answer.status);
});

/** Each answer has a reference of its own. */
function withoutReference(text: unknown): string {
  return String(text).replace(/reference [\w-]+/g, 'reference');
}
