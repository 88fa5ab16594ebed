import { contract, type CreateClient } from '@consentry/contract';
import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, test } from 'vitest';
import { CERTIFICATE_ENV, CERTIFICATES, certificateHeaders } from '../support/client-certificates.ts';
import { exchange, type Exchange } from '../support/http-exchange.ts';
import { managementApi } from '../support/management.ts';
import { jwtClaims, obtainCode, postFormWith, tokenAnswer, type FlowParty } from '../support/oauth-exchange.ts';
import { ALICE, ORDERS_API, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct({ env: CERTIFICATE_ENV });
/** Its proxies are elsewhere: whoever calls it straight is nobody’s proxy. */
const untrusting = useProduct({ env: { ...CERTIFICATE_ENV, TRUSTED_PROXIES: '192.0.2.1/32' } });

const PARTNER = certificateHeaders(CERTIFICATES.partner);
const INTRUDER = certificateHeaders(CERTIFICATES.intruder);

async function machine(issuer: string, settings: Partial<CreateClient> = {}): Promise<string> {
  const api = await managementApi(issuer);
  const { publicKey } = await generateKeyPair('ES256');
  const { client } = await api(contract.clients.create, {
    body: {
      name: 'Machine with a certificate',
      app_type: 'machine_to_machine',
      party: 'third_party',
      resource_scopes: { [ORDERS_API]: ['orders:read'] },
      token_endpoint_auth_method: 'tls_client_auth',
      tls_client_auth_san_dns: 'partner.example.com',
      jwks: { keys: [{ ...(await exportJWK(publicKey)), x5c: [CERTIFICATES.partner] }] },
      ...settings,
    },
  });
  return client.client_id;
}

function askToken(issuer: string, client_id: string, headers: Record<string, string | string[]> = {}): Promise<Exchange> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, resource: ORDERS_API }).toString();
  return exchange(`${issuer}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
  });
}

test('a certificate in a header is believed from trusted proxies alone (RFC 9440 §4)', async () => {
  const { issuer } = untrusting();
  const client_id = await machine(issuer);
  const answer = await askToken(issuer, client_id, PARTNER);
  expect([answer.status, answer.json()['error']]).toEqual([401, 'invalid_client']);
  const trusted = await machine(product().issuer);
  expect((await askToken(product().issuer, trusted, PARTNER)).status).toBe(200);
});

describe('authentication with a certificate of an authority (RFC 8705 §2.1)', () => {
  test('needs the certificate, verified, once, and with the registered name', async () => {
    const { issuer } = product();
    const client_id = await machine(issuer);
    const wrong = [
      {},
      INTRUDER,
      certificateHeaders(CERTIFICATES.partner, false),
      { ...PARTNER, 'x-client-verify': ['NONE', 'SUCCESS'] },
      { ...PARTNER, 'client-cert': [`:${CERTIFICATES.intruder}:`, `:${CERTIFICATES.partner}:`] },
      { ...PARTNER, 'client-cert': ':bm90IGEgY2VydGlmaWNhdGU=:' },
      { 'x-client-verify': 'SUCCESS' },
    ];
    for (const headers of wrong)
      expect((await askToken(issuer, client_id, headers)).status, JSON.stringify(headers).slice(0, 60)).toBe(401);
    expect((await askToken(issuer, client_id, PARTNER)).status).toBe(200);
  });

  test.each([
    ['tls_client_auth_subject_dn', 'CN=partner,O=Example\\, Inc.,C=DE', 'CN=partner'],
    ['tls_client_auth_san_dns', 'partner.example.com', '*.example.com'],
    ['tls_client_auth_san_uri', 'spiffe://example.com/partner', 'spiffe://example.com/'],
    ['tls_client_auth_san_ip', '192.0.2.7', '192.0.2.8'],
    ['tls_client_auth_san_email', 'partner@example.com', 'example.com'],
  ])('compares %s whole (RFC 8705 §2.1.2)', async (member, right, wrong) => {
    const { issuer } = product();
    const named = (value: string) => machine(issuer, { tls_client_auth_san_dns: null, [member]: value });
    expect((await askToken(issuer, await named(wrong), PARTNER)).status).toBe(401);
    expect((await askToken(issuer, await named(right), PARTNER)).status).toBe(200);
  });

  test('a client with a secret does not get in by a certificate, nor the other way round', async () => {
    const { issuer } = product();
    expect((await askToken(issuer, 'partner-machine', PARTNER)).status).toBe(401);
    const client_id = await machine(issuer);
    const basic = `Basic ${Buffer.from(`${client_id}:stored-as-hash`).toString('base64')}`;
    expect((await askToken(issuer, client_id, { ...PARTNER, authorization: basic })).status).toBe(401);
    expect((await askToken(issuer, client_id, PARTNER)).status).toBe(200);
  });
});

test('authentication with a self-signed certificate takes the registered one alone, verified or not (RFC 8705 §2.2)', async () => {
  const { issuer } = product();
  const client_id = await machine(issuer, { token_endpoint_auth_method: 'self_signed_tls_client_auth', tls_client_auth_san_dns: null });
  expect((await askToken(issuer, client_id, INTRUDER)).status).toBe(401);
  expect((await askToken(issuer, client_id)).status).toBe(401);
  expect((await askToken(issuer, client_id, certificateHeaders(CERTIFICATES.partner, false))).status).toBe(200);
});

test('a stolen token that is bound to a certificate is worth nothing without it (RFC 8705 §3)', async () => {
  const { issuer } = product();
  const api = await managementApi(issuer);
  const created = await api(contract.clients.create, {
    body: {
      name: 'Bound Web',
      app_type: 'traditional_web',
      party: 'third_party',
      redirect_uris: [WEB_CALLBACK],
      tls_client_certificate_bound_access_tokens: true,
      access_token_format: 'jwt',
    },
  });
  const auth = { method: 'basic', client_id: created.client.client_id, client_secret: created.client_secret ?? '' } as const;
  const party: FlowParty = { issuer, auth, redirect_uri: WEB_CALLBACK, answers: ALICE };
  const { code, code_verifier } = await obtainCode(party, { scope: 'openid email' });
  const redeem = (headers: Record<string, string>) =>
    postFormWith(
      `${issuer}/oauth2/token`,
      { grant_type: 'authorization_code', code, redirect_uri: WEB_CALLBACK, code_verifier },
      { auth, headers },
    );
  expect((await redeem({})).status).toBe(400);
  const { access_token } = tokenAnswer(await redeem(PARTNER));
  expect(jwtClaims(access_token)['cnf']).toEqual({ 'x5t#S256': expect.any(String) });
  const userinfo = (headers: Record<string, string>) =>
    exchange(`${issuer}/oauth2/userinfo`, { headers: { authorization: `Bearer ${access_token}`, ...headers } });
  expect([(await userinfo({})).status, (await userinfo(INTRUDER)).status]).toEqual([401, 401]);
  expect((await userinfo(PARTNER)).json()['email']).toBe('alice@example.com');
});
