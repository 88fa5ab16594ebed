import { contract, type CreateClient } from '@consentry/contract';
import { UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assertionForm, KeyServer, makeClientKey, signAssertion, type ClientKey } from '../support/client-keys.ts';
import type { Exchange } from '../support/http-exchange.ts';
import { managementApi } from '../support/management.ts';
import { postForm } from '../support/oauth-exchange.ts';
import { startProduct } from '../support/product.ts';
import { ORDERS_API, standardFixture } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
const MACHINE: CreateClient = {
  name: 'Key holder',
  app_type: 'machine_to_machine',
  party: 'third_party',
  resource_scopes: { [ORDERS_API]: ['orders:read'] },
};

let key: ClientKey;
let stranger: ClientKey;
beforeAll(async () => {
  key = await makeClientKey();
  stranger = await makeClientKey();
});

type Settings = { jwks_uri: string } | { client_assertion_audience: 'issuer_or_endpoint' } | { token_endpoint_auth_signing_alg: 'PS256' };

async function makeClient(settings?: Settings): Promise<{ client_id: string; issuer: string }> {
  const { issuer } = product();
  const api = await managementApi(issuer);
  const keys = settings !== undefined && 'jwks_uri' in settings ? {} : { jwks: { keys: [key.public_jwk] } };
  const body = { ...MACHINE, token_endpoint_auth_method: 'private_key_jwt' as const, ...keys, ...settings };
  const { client, client_secret } = await api(contract.clients.create, { body });
  expect(client_secret).toBeNull();
  return { client_id: client.client_id, issuer };
}

function askToken(assertion: string, issuer = product().issuer): Promise<Exchange> {
  return postForm(`${issuer}/oauth2/token`, { grant_type: 'client_credentials', resource: ORDERS_API, ...assertionForm(assertion) });
}

function expectRefused(answer: Exchange): void {
  expect([answer.status, answer.json()['error']]).toEqual([401, 'invalid_client']);
  expect(answer.json()['error_description']).toMatch(/^client authentication failed \(reference [\w-]{22}\)$/);
}

describe('a client assertion is refused (RFC 7523 §3)', () => {
  const now = (): number => Math.floor(Date.now() / 1000);
  const wrong: [string, (about: { client_id: string; issuer: string }) => Promise<string>][] = [
    ['for another audience', (about) => signAssertion(key, about, { claims: { aud: 'https://other.example.com' } })],
    [
      'for the issuer and somebody else',
      (about) => signAssertion(key, about, { claims: { aud: [about.issuer, 'https://other.example.com'] } }),
    ],
    [
      'for the token endpoint, where the client has not asked for that',
      (about) => signAssertion(key, about, { claims: { aud: `${about.issuer}/oauth2/token` } }),
    ],
    ['for the issuer with a slash more', (about) => signAssertion(key, about, { claims: { aud: `${about.issuer}/` } })],
    ['without audience', (about) => signAssertion(key, about, { claims: { aud: undefined } as never })],
    ['that has expired', (about) => signAssertion(key, about, { claims: { iat: now() - 120, exp: now() - 60 } })],
    ['that never expires', (about) => signAssertion(key, about, { claims: { exp: undefined } as never })],
    ['that is good for a year', (about) => signAssertion(key, about, { claims: { exp: now() + 31_536_000 } })],
    ['that is not good yet', (about) => signAssertion(key, about, { claims: { nbf: now() + 300 } })],
    ['without jti', (about) => signAssertion(key, about, { claims: { jti: undefined } as never })],
    ['of another issuer', (about) => signAssertion(key, about, { claims: { iss: 'partner-machine' } })],
    ['about another client', (about) => signAssertion(key, about, { claims: { sub: 'partner-machine' } })],
    ['signed with the key of another client', (about) => signAssertion(stranger, about)],
    [
      'signed with the key of another client under the kid of this one',
      (about) => signAssertion(stranger, about, { header: { kid: key.kid } }),
    ],
    ['that brings its own key along', (about) => signAssertion(stranger, about, { header: { kid: key.kid, jwk: stranger.public_jwk } })],
    [
      'that is not signed',
      async ({ client_id, issuer }) =>
        new UnsecuredJWT({ jti: crypto.randomUUID() })
          .setIssuer(client_id)
          .setSubject(client_id)
          .setAudience(issuer)
          .setExpirationTime('1 minute')
          .encode(),
    ],
  ];
  test.each(wrong)('%s', async (_, make) => {
    const about = await makeClient();
    expectRefused(await askToken(await make(about)));
    expect((await askToken(await signAssertion(key, about))).status).toBe(200);
  });

  test('with an algorithm that is not the registered one (OIDC Registration §2)', async () => {
    expectRefused(await askToken(await signAssertion(key, await makeClient({ token_endpoint_auth_signing_alg: 'PS256' }))));
  });
});

test('an assertion is good once, in sequence and for twenty requests at the same time (RFC 7523 §3, I2)', async () => {
  const about = await makeClient();
  const once = await signAssertion(key, about);
  expect((await askToken(once)).status).toBe(200);
  expectRefused(await askToken(once));

  const raced = await signAssertion(key, about);
  const answers = await Promise.all(Array.from({ length: 20 }, () => askToken(raced)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  // The same jti of another client is another one.
  const other = await makeClient();
  const jti = crypto.randomUUID();
  for (const of of [about, other]) expect((await askToken(await signAssertion(key, of, { claims: { jti } }))).status).toBe(200);
});

test('a client that asked for it may name the endpoint as audience, which an old library does', async () => {
  const about = await makeClient({ client_assertion_audience: 'issuer_or_endpoint' });
  expect((await askToken(await signAssertion(key, about, { claims: { aud: `${about.issuer}/oauth2/token` } }))).status).toBe(200);
  expectRefused(await askToken(await signAssertion(key, about, { claims: { aud: 'https://other.example.com/oauth2/token' } })));
});

test('a client with keys is not let in with a secret, nor one with a secret by an assertion', async () => {
  const { issuer } = product();
  const api = await managementApi(issuer);
  const { client, client_secret } = await api(contract.clients.create, { body: MACHINE });
  const about = { client_id: client.client_id, issuer };
  const withSecret = { method: 'basic', client_id: client.client_id, client_secret: client_secret ?? '' } as const;
  const grant = { grant_type: 'client_credentials', resource: ORDERS_API };
  expectRefused(await askToken(await signAssertion(key, about)));
  expect((await postForm(`${issuer}/oauth2/token`, grant, withSecret)).status).toBe(200);

  const body = { token_endpoint_auth_method: 'private_key_jwt' as const, jwks: { keys: [key.public_jwk] } };
  await api(contract.clients.update, { params: { client_id: client.client_id }, body });
  expectRefused(await postForm(`${issuer}/oauth2/token`, grant, withSecret));
  expect((await askToken(await signAssertion(key, about))).status).toBe(200);
});

test('whoever may write clients cannot put a key of its own on one with more scopes of the management API', async () => {
  const { issuer } = product();
  const api = await managementApi(issuer);
  await api(contract.clients.create, {
    body: {
      client_id: 'client-writer',
      name: 'Writer',
      app_type: 'machine_to_machine',
      party: 'first_party',
      management_scopes: ['clients:write'],
    },
  });
  const { client_secret } = await api(contract.clients.createSecret, { params: { client_id: 'client-writer' }, body: { name: 'x' } });
  const answer = await postForm(
    `${issuer}/oauth2/token`,
    { grant_type: 'client_credentials', resource: `${issuer}/api/v1`, scope: 'clients:write' },
    { method: 'basic', client_id: 'client-writer', client_secret },
  );
  const send = (body: object): Promise<Response> =>
    fetch(`${issuer}/api/v1/clients/test-management`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${String(answer.json()['access_token'])}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  for (const body of [
    { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [stranger.public_jwk] } },
    { jwks: { keys: [stranger.public_jwk] } },
    { jwks_uri: 'https://attacker.example.com/jwks.json' },
    { token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_subject_dn: 'CN=attacker' },
    { tls_client_auth_san_dns: 'attacker.example.com' },
  ]) {
    expect((await send(body)).status).toBe(403);
  }
  expect((await send({ description: 'harmless' })).status).toBe(200);
});

describe('jwks_uri', () => {
  let server: KeyServer;
  beforeAll(async () => {
    server = await KeyServer.start();
  });
  afterAll(() => server.stop());

  test('keys that nobody knows do not make the server ask again and again', async () => {
    server.keys = [key.public_jwk];
    const about = await makeClient({ jwks_uri: server.uri });
    expect((await askToken(await signAssertion(key, about))).status).toBe(200);
    const before = server.asked;
    for (let times = 0; times < 10; times += 1) expectRefused(await askToken(await signAssertion(stranger, about)));
    expect(server.asked).toBeLessThanOrEqual(before + 1);
    expect((await askToken(await signAssertion(key, about))).status).toBe(200);
  });

  test('a private address is not called, however it is written, where the issuer is public (server-side request forgery)', async () => {
    const issuer = 'https://id.example.com';
    const port = new URL(server.uri).port;
    const uris = [server.uri, `http://localhost:${port}/jwks.json`, `http://[::1]:${port}/jwks.json`];
    const attackers = uris.map((jwks_uri, index) => ({
      ...MACHINE,
      client_id: `attacker-${index}`,
      jwks_uri,
      token_endpoint_auth_method: 'private_key_jwt' as const,
    }));
    const honest = {
      ...MACHINE,
      client_id: 'honest',
      jwks: { keys: [key.public_jwk] },
      token_endpoint_auth_method: 'private_key_jwt' as const,
    };
    const fixture = standardFixture();
    const isPublic = await startProduct({
      fixture: { ...fixture, clients: [...(fixture.clients ?? []), ...attackers, honest] },
      public_url: issuer,
    });
    try {
      server.keys = [key.public_jwk];
      const before = server.asked;
      for (const { client_id } of attackers)
        expectRefused(await askToken(await signAssertion(key, { client_id, issuer }), isPublic.origin));
      expect(server.asked).toBe(before);
      expect((await askToken(await signAssertion(key, { client_id: 'honest', issuer }), isPublic.origin)).status).toBe(200);
    } finally {
      await isPublic.stop();
    }
  });
});
