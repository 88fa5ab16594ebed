import { TOKEN_EXCHANGE_GRANT } from '@consentry/contract';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { beforeAll, expect, test } from 'vitest';
import { discover } from '../support/flow-client.ts';
import { makeParty } from '../support/make-party.ts';
import { makePerson } from '../support/make-person.ts';
import { managementApi } from '../support/management.ts';
import { ORDERS_API, REPORTS_API } from '../support/standard-fixture.ts';
import { ACCESS_TOKEN_TYPE, makeService, tokenFor, type ExchangingService } from '../support/token-exchange.ts';
import { useProduct } from '../support/use-product.ts';
import { insecure } from '../support/whole-flow.ts';

const product = useProduct();
let service: ExchangingService;
let subject_token: string;
const secret = () => ('client_secret' in service.auth ? service.auth.client_secret : '');

beforeAll(async () => {
  const { issuer } = product();
  const api = await managementApi(issuer);
  service = await makeService(api, issuer);
  const party = await makeParty(api, { issuer, person: await makePerson(api), settings: { party: 'first_party' } });
  subject_token = await tokenFor(party, ORDERS_API);
});

test('openid-client exchanges a token with its generic grant, and reads issued_token_type (RFC 8693 §2.2.1)', async () => {
  const configuration = await openid.discovery(
    new URL(product().issuer),
    service.auth.client_id,
    undefined,
    openid.ClientSecretBasic(secret()),
    {
      execute: [openid.allowInsecureRequests],
    },
  );
  const tokens = await openid.genericGrantRequest(configuration, TOKEN_EXCHANGE_GRANT, {
    subject_token,
    subject_token_type: ACCESS_TOKEN_TYPE,
    resource: REPORTS_API,
    scope: 'orders:read',
  });
  expect(tokens).toMatchObject({ issued_token_type: ACCESS_TOKEN_TYPE, token_type: 'bearer', scope: 'orders:read' });
  const told = await openid.tokenIntrospection(configuration, tokens.access_token);
  expect(told).toMatchObject({ active: true, aud: REPORTS_API, act: { sub: service.auth.client_id } });
});

test('oauth4webapi too, with DPoP; the token verifies as a JWT and names who acts (RFC 8693 §4.1, RFC 9449 §5)', async () => {
  const as = await discover(product().issuer);
  const client: oauth.Client = { client_id: service.auth.client_id };
  const authentication = oauth.ClientSecretBasic(secret());
  const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'));
  const parameters = { subject_token, subject_token_type: ACCESS_TOKEN_TYPE, audience: ORDERS_API };
  const answer = await oauth.genericTokenEndpointRequest(as, client, authentication, TOKEN_EXCHANGE_GRANT, parameters, {
    ...insecure,
    DPoP,
  });
  const { access_token, token_type } = await oauth.processGenericTokenEndpointResponse(as, client, answer);
  expect(token_type).toBe('dpop');
  const { payload } = await jwtVerify(access_token, createRemoteJWKSet(new URL(as.jwks_uri ?? '')), {
    issuer: product().issuer,
    audience: ORDERS_API,
    typ: 'at+jwt',
  });
  expect(payload).toMatchObject({ act: { sub: client.client_id }, cnf: { jkt: expect.any(String) } });
});

test('a refusal is one that libraries understand (RFC 8693 §2.2.2)', async () => {
  const as = await discover(product().issuer);
  const client: oauth.Client = { client_id: service.auth.client_id };
  const parameters = { subject_token: 'unknown', subject_token_type: ACCESS_TOKEN_TYPE, resource: REPORTS_API };
  const authentication = oauth.ClientSecretBasic(secret());
  const answer = await oauth.genericTokenEndpointRequest(as, client, authentication, TOKEN_EXCHANGE_GRANT, parameters, insecure);
  await expect(oauth.processGenericTokenEndpointResponse(as, client, answer)).rejects.toMatchObject({
    error: 'invalid_request',
    status: 400,
  });
});
