import type { ApiClient, CreateClient } from '@consentry/contract';
import * as oauth from 'oauth4webapi';
import { beforeAll, expect, test } from 'vitest';
import { CERTIFICATE_ENV, CERTIFICATE_ORIGIN } from '../support/client-certificates.ts';
import { makeFlowClient } from '../support/flow-client.ts';
import { exchange } from '../support/http-exchange.ts';
import { managementApi } from '../support/management.ts';
import { jwtClaims } from '../support/oauth-exchange.ts';
import { ORDERS_API } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';
import { certificateFetch, insecure, wholeFlow, type FlowClient } from '../support/whole-flow.ts';

/** The proxy asks for certificates at an origin of its own, so that no browser is asked for one (RFC 8705 §5). */
const product = useProduct({ env: { ...CERTIFICATE_ENV, CLIENT_CERTIFICATE_URL: CERTIFICATE_ORIGIN } });
let api: ApiClient;
beforeAll(async () => {
  api = await managementApi(product().issuer);
});

async function client(settings: Partial<CreateClient>): Promise<FlowClient> {
  const party = await makeFlowClient(api, { issuer: product().issuer, auth: 'tls_client_auth', settings });
  return { ...party, client: { ...party.client, use_mtls_endpoint_aliases: true } };
}

test('a client that uses the aliases gets tokens bound to its certificate, from the issuer that it knows (RFC 8705 §3, §5)', async () => {
  const party = await client({ tls_client_certificate_bound_access_tokens: true });
  const { id_token, userinfo } = await wholeFlow(party, { par: true });
  expect([id_token.iss, userinfo.email]).toEqual([product().issuer, 'alice@example.com']);
});

test('proofs name the alias that they are sent to (RFC 9449 §4.3)', async () => {
  const party = await client({ dpop_bound_access_tokens: true });
  expect((await wholeFlow(party, { par: true, dpop: 'ES256' })).tokens.token_type).toBe('dpop');
});

test('a proof for one origin is refused at the other (RFC 9449 §4.3)', async () => {
  const party = await client({
    app_type: 'machine_to_machine',
    redirect_uris: [],
    scopes: [],
    resource_scopes: { [ORDERS_API]: ['orders:read'] },
    dpop_bound_access_tokens: true,
  });
  const fetchAlias = certificateFetch(party)[oauth.customFetch];
  const elsewhere = (url: string, init: Parameters<NonNullable<typeof fetchAlias>>[1]): Promise<Response> => {
    if (fetchAlias === undefined) throw new Error('the client has no certificate');
    return fetchAlias(url.replace(CERTIFICATE_ORIGIN, product().issuer), init);
  };
  const ask = async (fetchWith: typeof elsewhere): Promise<string> => {
    const DPoP = oauth.DPoP(party.client, await oauth.generateKeyPair('ES256'));
    const options = { ...insecure, DPoP, [oauth.customFetch]: fetchWith };
    const answer = await oauth.clientCredentialsGrantRequest(party.as, party.client, party.authentication, {}, options);
    const { access_token } = await oauth.processClientCredentialsResponse(party.as, party.client, answer);
    return access_token;
  };
  if (fetchAlias === undefined) throw new Error('the client has no certificate');
  expect(jwtClaims(await ask(fetchAlias))['cnf']).toHaveProperty('jkt');
  await expect(ask(elsewhere)).rejects.toMatchObject({ error: 'invalid_dpop_proof' });
});

test('whatever Host a request names, documents and pages name the issuer alone', async () => {
  const { issuer } = product();
  for (const host of [new URL(CERTIFICATE_ORIGIN).host, 'evil.example.com']) {
    const document = (await exchange(`${issuer}/.well-known/openid-configuration`, { headers: { host } })).json();
    expect(document).toMatchObject({ issuer, token_endpoint: `${issuer}/oauth2/token` });
    const device = await exchange(`${issuer}/oauth2/authorize?client_id=unknown`, { headers: { host } });
    expect(device.text).not.toContain(host);
  }
});
