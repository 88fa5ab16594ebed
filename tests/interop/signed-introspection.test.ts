import { contract, type ApiClient } from '@consentry/contract';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeFlowClient } from '../support/flow-client.ts';
import { introspectAsJwt } from '../support/introspect-as-jwt.ts';
import { managementApi } from '../support/management.ts';
import { useProduct } from '../support/use-product.ts';
import { insecure, wholeFlow, type FlowClient } from '../support/whole-flow.ts';

/** Introspection answers as JWT (RFC 9701), for APIs that keep what they were told, and as FAPI 2.0 Message Signing §5.5 has them. */
const product = useProduct();
let api: ApiClient;
beforeAll(async () => {
  api = await managementApi(product().issuer);
});

type Options = Omit<Parameters<typeof makeFlowClient>[1], 'issuer'>;
const client = (options: Options = {}): Promise<FlowClient> => makeFlowClient(api, { issuer: product().issuer, ...options });

describe('an answer as JWT', () => {
  test('says the same as JSON does, scope and user name included (RFC 9701 §5)', async () => {
    const party = await client();
    const { tokens } = await wholeFlow(party, {});
    const plain = await oauth.introspectionRequest(party.as, party.client, party.authentication, tokens.access_token, insecure);
    const json = await oauth.processIntrospectionResponse(party.as, party.client, plain);
    expect(json).toMatchObject({ active: true, username: 'alice', scope: 'openid email offline_access' });
    expect(await introspectAsJwt(party, tokens.access_token)).toEqual(json);
  });

  test('has iss, the client that asks as aud, iat, no exp and no sub at its top (RFC 9701 §5)', async () => {
    const party = await client();
    const answer = await oauth.introspectionRequest(party.as, party.client, party.authentication, 'unknown', {
      ...insecure,
      requestJwtResponse: true,
    });
    const jwt = await answer.text();
    expect(decodeProtectedHeader(jwt)).toMatchObject({ typ: 'token-introspection+jwt', alg: 'RS256' });
    const { payload } = await jwtVerify(jwt, createRemoteJWKSet(new URL(party.as.jwks_uri ?? '')));
    expect(payload).toEqual({
      iss: product().issuer,
      aud: party.client.client_id,
      iat: expect.any(Number) as number,
      token_introspection: { active: false },
    });
  });

  test('is signed with the algorithm and encrypted to the key that the client registered (RFC 9701 §6)', async () => {
    const settings = {
      introspection_signed_response_alg: 'ES256',
      introspection_encrypted_response_alg: 'ECDH-ES',
      introspection_encrypted_response_enc: 'A256GCM',
    } as const;
    const party = await client({ encryption_alg: 'ECDH-ES', settings });
    const { tokens } = await wholeFlow(party, {});
    expect(await introspectAsJwt(party, tokens.access_token, 'ES256')).toMatchObject({ active: true, username: 'alice' });
  });

  test('is what a client with encrypted answers has to ask for: JSON would leave it open (RFC 9701 §5)', async () => {
    const settings = { introspection_encrypted_response_alg: 'RSA-OAEP-256' } as const;
    const party = await client({ encryption_alg: 'RSA-OAEP-256', settings });
    const asked = oauth.introspectionRequest(party.as, party.client, party.authentication, 'x', insecure);
    await expect(asked.then((answer) => oauth.processIntrospectionResponse(party.as, party.client, answer))).rejects.toMatchObject({
      error: 'invalid_request',
    });
  });
});

describe('what is not known to the API stays so in a signed answer', () => {
  test('nothing about tokens of others (RFC 7662 §4)', async () => {
    const [owner, stranger] = [await client(), await client()];
    const { tokens } = await wholeFlow(owner, {});
    expect(await introspectAsJwt(stranger, tokens.access_token)).toEqual({ active: false });
  });

  test('a user who was disabled makes the answer inactive, not merely unsigned (RFC 7662 §2.2)', async () => {
    const username = 'soon-disabled';
    const password = 'a password of many words';
    const user = await api(contract.users.create, { body: { username, password, email: 'soon@example.com' } });
    const party = { ...(await client()), answers: { identifier: username, password } };
    const { tokens } = await wholeFlow(party, {});
    expect(await introspectAsJwt(party, tokens.access_token)).toMatchObject({ active: true, username });
    await api(contract.users.disable, { params: { user_id: user.user_id } });
    expect(await introspectAsJwt(party, tokens.access_token)).toEqual({ active: false });
  });
});

test('a content encryption alone is refused when it is saved, at its field', async () => {
  const refused = client({ settings: { introspection_encrypted_response_enc: 'A256GCM' } });
  await expect(refused).rejects.toMatchObject({ problem: { errors: [{ pointer: '#/introspection_encrypted_response_enc' }] } });
});
