import { contract } from '@consentry/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { accessTokenHash, dpopKey, type DpopKey } from '../support/dpop-proof.ts';
import { exchange, type Exchange } from '../support/http-exchange.ts';
import { managementApi } from '../support/management.ts';
import { jwtClaims, obtainCode, postFormWith, tokenAnswer, type TokenAnswer } from '../support/oauth-exchange.ts';
import { CREDENTIALS, ORDERS_API, publicParty, webParty } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
const machine = { method: 'basic', ...CREDENTIALS['partner-machine'] } as const;
const tokenUrl = () => `${product().issuer}/oauth2/token`;
const userinfoUrl = () => `${product().issuer}/oauth2/userinfo`;
let key: DpopKey;

beforeAll(async () => {
  key = await dpopKey();
});

function askToken(proof?: string): Promise<Exchange> {
  const headers = proof === undefined ? {} : { dpop: proof };
  return postFormWith(tokenUrl(), { grant_type: 'client_credentials', resource: ORDERS_API }, { auth: machine, headers });
}

const good = (): Promise<string> => key.proof({ htm: 'POST', htu: tokenUrl() });

describe('a proof that does not fit is refused (RFC 9449 §4.3)', () => {
  const now = (): number => Math.floor(Date.now() / 1000);
  const wrong: [string, () => Promise<string>][] = [
    ['for another method', () => key.proof({ htm: 'GET', htu: tokenUrl() })],
    ['for another endpoint', () => key.proof({ htm: 'POST', htu: userinfoUrl() })],
    ['for another server', () => key.proof({ htm: 'POST', htu: 'https://evil.example/oauth2/token' })],
    ['without jti', () => key.proof({ htm: 'POST', htu: tokenUrl(), jti: undefined as unknown as string })],
    ['an hour old', () => key.proof({ htm: 'POST', htu: tokenUrl(), iat: now() - 3600 })],
    ['an hour early', () => key.proof({ htm: 'POST', htu: tokenUrl(), iat: now() + 3600 })],
    ['with an invented nonce', () => key.proof({ htm: 'POST', htu: tokenUrl(), nonce: 'x'.repeat(43) })],
    ['that names the key of somebody else', async () => key.proof({ htm: 'POST', htu: tokenUrl() }, { jwk: (await dpopKey()).jwk })],
    ['that names no key', () => key.proof({ htm: 'POST', htu: tokenUrl() }, { jwk: undefined })],
    ['of another type', () => key.proof({ htm: 'POST', htu: tokenUrl() }, { typ: 'jwt' })],
    ['that is no JWT', () => Promise.resolve('a.b.c')],
    ['signed with RS256, which is not offered', async () => (await dpopKey('RS256')).proof({ htm: 'POST', htu: tokenUrl() })],
  ];
  test.each(wrong)('%s', async (_, make) => {
    const answer = await askToken(await make());
    expect([answer.status, answer.json()['error']]).toEqual([400, expect.stringMatching(/^(invalid_dpop_proof|use_dpop_nonce)$/)]);
    expect((await askToken(await good())).status).toBe(200);
  });
});

test('a proof is good once, also for ten requests at the same time (RFC 9449 §11.1)', async () => {
  const proof = await good();
  const answers = await Promise.all(Array.from({ length: 10 }, () => askToken(proof)));
  const statuses = answers.map(({ status }) => status);
  expect([statuses.filter((status) => status === 200).length, statuses.filter((status) => status === 400).length]).toEqual([1, 9]);
  const { access_token } = tokenAnswer(answers.find(({ status }) => status === 200) ?? (await askToken(await good())));
  expect(jwtClaims(access_token)['cnf']).toEqual({ jkt: expect.any(String) });
});

test('a nonce of the server is taken, one that was changed is not (RFC 9449 §8)', async () => {
  const nonce = String((await askToken(await good())).headers['dpop-nonce']);
  expect((await askToken(await key.proof({ htm: 'POST', htu: tokenUrl(), nonce }))).status).toBe(200);
  const changed = (nonce.startsWith('A') ? 'B' : 'A') + nonce.slice(1);
  const answer = await askToken(await key.proof({ htm: 'POST', htu: tokenUrl(), nonce: changed }));
  expect([answer.json()['error'], answer.headers['dpop-nonce']]).toEqual(['use_dpop_nonce', expect.any(String)]);
});

/** Tokens of a person, bound to the key. */
async function boundTokens(party = webParty(product().issuer)): Promise<TokenAnswer> {
  const { code, code_verifier } = await obtainCode(party, { scope: 'openid email offline_access', prompt: 'consent' });
  const parameters = { grant_type: 'authorization_code', code, redirect_uri: party.redirect_uri, code_verifier };
  const answer = await postFormWith(tokenUrl(), parameters, { auth: party.auth, headers: { dpop: await good() } });
  expect(answer.json()['token_type']).toBe('DPoP');
  return tokenAnswer(answer);
}

function userinfo(scheme: string, token: string, proof?: string): Promise<Exchange> {
  return exchange(userinfoUrl(), { headers: { authorization: `${scheme} ${token}`, ...(proof === undefined ? {} : { dpop: proof }) } });
}

describe.each([
  ['opaque', 'partner-web'],
  ['as JWT', 'legacy-web'],
] as const)('a stolen access token, %s, is worth nothing without its key (RFC 9449 §7)', (_, clientId) => {
  test('as a bearer token, with another key, and with proofs for something else', async () => {
    const { access_token: token } = await boundTokens(webParty(product().issuer, clientId));
    const at = { htm: 'GET', htu: userinfoUrl() };
    const ath = accessTokenHash(token);
    const thief = await dpopKey();
    expect((await userinfo('Bearer', token)).status).toBe(401);
    expect((await userinfo('DPoP', token)).status).toBe(400);
    expect((await userinfo('DPoP', token, await thief.proof({ ...at, ath }))).status).toBe(401);
    expect((await userinfo('DPoP', token, await key.proof(at))).status).toBe(401);
    expect((await userinfo('DPoP', token, await key.proof({ ...at, ath: accessTokenHash('another token') }))).status).toBe(401);
    const proof = await key.proof({ ...at, ath });
    expect((await userinfo('DPoP', token, proof)).json()['email']).toBe('alice@example.com');
    expect((await userinfo('DPoP', token, proof)).status).toBe(401);
  });
});

test('a public client’s refresh token is bound to the key (RFC 9449 §5)', async () => {
  const party = publicParty(product().issuer);
  const { refresh_token } = await boundTokens(party);
  const use = (headers: Record<string, string>) =>
    postFormWith(tokenUrl(), { grant_type: 'refresh_token', refresh_token }, { auth: party.auth, headers });
  const thief = await dpopKey();
  expect((await use({})).json()['error']).toBe('invalid_grant');
  expect((await use({ dpop: await thief.proof({ htm: 'POST', htu: tokenUrl() }) })).json()['error']).toBe('invalid_grant');
  expect((await use({ dpop: await good() })).status).toBe(200);
});

test('a client whose tokens have to be bound gets none that are not, and the code is not used up (RFC 9449 §5.2)', async () => {
  const api = await managementApi(product().issuer);
  await api(contract.clients.update, { params: { client_id: 'strict-web' }, body: { dpop_bound_access_tokens: true } });
  const party = webParty(product().issuer, 'strict-web');
  const { code, code_verifier } = await obtainCode(party);
  const parameters = { grant_type: 'authorization_code', code, redirect_uri: party.redirect_uri, code_verifier };
  expect((await postFormWith(tokenUrl(), parameters, { auth: party.auth })).status).toBe(400);
  expect((await postFormWith(tokenUrl(), parameters, { auth: party.auth, headers: { dpop: await good() } })).status).toBe(200);
});

test('the management API, which takes bearer tokens, takes none that is bound (RFC 9449 §7.1)', async () => {
  const auth = { method: 'basic', client_id: 'test-management', client_secret: 'management-secret-0123456789abcdefghij' } as const;
  const parameters = { grant_type: 'client_credentials', resource: `${product().issuer}/api/v1`, scope: 'clients:read' };
  const read = (token: string): Promise<Exchange> =>
    exchange(`${product().issuer}/api/v1/clients`, { headers: { authorization: `Bearer ${token}` } });
  const bound = await postFormWith(tokenUrl(), parameters, { auth, headers: { dpop: await good() } });
  expect((await read(tokenAnswer(bound).access_token)).status).toBe(401);
  const plain = await postFormWith(tokenUrl(), parameters, { auth });
  expect((await read(tokenAnswer(plain).access_token)).status).toBe(200);
});
