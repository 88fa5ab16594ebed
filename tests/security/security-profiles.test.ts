import { contract, ProblemError, type ApiClient, type CreateClient } from '@consentry/contract';
import { exportJWK, generateKeyPair } from 'jose';
import * as oauth from 'oauth4webapi';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeFlowClient } from '../support/flow-client.ts';
import { managementApi } from '../support/management.ts';
import { postForm } from '../support/oauth-exchange.ts';
import { useProduct } from '../support/use-product.ts';
import { insecure, wholeFlow, type FlowClient } from '../support/whole-flow.ts';

const CALLBACK = 'https://bank.partner.example/callback';
const product = useProduct();
let api: ApiClient;
let base: CreateClient;

beforeAll(async () => {
  api = await managementApi(product().issuer);
  const { publicKey } = await generateKeyPair('ES256');
  base = {
    name: 'Bank Partner',
    app_type: 'traditional_web',
    party: 'third_party',
    redirect_uris: [CALLBACK],
    scopes: ['openid', 'email', 'offline_access'],
    jwks: { keys: [{ ...(await exportJWK(publicKey)), use: 'sig', kid: 'one' }] },
    security_profile: 'fapi2_security',
  };
});

async function refusedAt(members: Partial<CreateClient>): Promise<string[]> {
  try {
    await api(contract.clients.create, { body: { ...base, ...members } });
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return (error.problem.errors ?? []).map(({ pointer }) => pointer);
  }
}

describe('the profile sets what belongs to it, and nothing loosens it (FAPI 2.0 Security Profile §5.3.2)', () => {
  test('what was not said is set', async () => {
    const { client, client_secret } = await api(contract.clients.create, { body: base });
    expect(client_secret).toBeNull();
    expect(client).toMatchObject({
      require_pushed_authorization_requests: true,
      pkce: 'required',
      token_endpoint_auth_method: 'private_key_jwt',
      dpop_bound_access_tokens: true,
      id_token_signed_response_alg: 'PS256',
      refresh_token_rotation: false,
      client_assertion_audience: 'issuer',
    });
  });

  const contradictions: [Partial<CreateClient>, string][] = [
    [{ require_pushed_authorization_requests: false }, '#/require_pushed_authorization_requests'],
    [{ pkce: 'optional' }, '#/pkce'],
    [{ token_endpoint_auth_method: 'client_secret_basic' }, '#/token_endpoint_auth_method'],
    [{ dpop_bound_access_tokens: false }, '#/dpop_bound_access_tokens'],
    [{ id_token_signed_response_alg: 'RS256' }, '#/id_token_signed_response_alg'],
    [{ token_endpoint_auth_signing_alg: 'RS256' }, '#/token_endpoint_auth_signing_alg'],
    [{ client_assertion_audience: 'issuer_or_endpoint' }, '#/client_assertion_audience'],
    [{ redirect_uris: ['http://127.0.0.1:4001/callback'] }, '#/redirect_uris/0'],
    [{ app_type: 'single_page', token_endpoint_auth_method: 'none' }, '#/security_profile'],
    [{ security_profile: 'fapi2_message_signing', require_signed_request_object: false }, '#/require_signed_request_object'],
    [{ security_profile: 'fapi2_message_signing', response_modes: ['query'] }, '#/response_modes'],
  ];
  test.each(contradictions)('%j is refused at its member', async (members, pointer) => {
    expect(await refusedAt(members)).toContain(pointer);
    const { client } = await api(contract.clients.create, { body: base });
    const { security_profile = 'fapi2_security', app_type, ...change } = members;
    if (app_type !== undefined) return;
    await expect(
      api(contract.clients.update, { params: { client_id: client.client_id }, body: { ...change, security_profile } }),
    ).rejects.toThrow();
    expect(await api(contract.clients.get, { params: { client_id: client.client_id } })).toEqual(client);
  });
});

const fapiClient = (alg: string, settings: Partial<CreateClient>): Promise<FlowClient> =>
  makeFlowClient(api, { issuer: product().issuer, auth: 'private_key_jwt', alg, settings });

async function push(
  party: FlowClient,
  change: (parameters: URLSearchParams) => void = () => {},
): Promise<{ status: number; error: unknown }> {
  const parameters = new URLSearchParams({
    client_id: party.client.client_id,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid',
    code_challenge: await oauth.calculatePKCECodeChallenge(oauth.generateRandomCodeVerifier()),
    code_challenge_method: 'S256',
  });
  change(parameters);
  const answer = await oauth.pushedAuthorizationRequest(party.as, party.client, party.authentication, parameters, insecure);
  const { error } = (await answer.json()) as { error?: unknown };
  return { status: answer.status, error };
}

describe('at run time', () => {
  const settings: Partial<CreateClient> = { app_type: 'traditional_web', redirect_uris: [CALLBACK], security_profile: 'fapi2_security' };

  test('an assertion with RS256, or for the endpoint instead of the issuer, is refused (FAPI 2.0 Security Profile §5.4.1, §5.3.2.1)', async () => {
    expect((await push(await fapiClient('RS256', settings))).error).toBe('invalid_client');
    const party = await fapiClient('PS256', settings);
    const forEndpoint = oauth.PrivateKeyJwt(party.key, {
      [oauth.modifyAssertion]: (_header, payload) => {
        payload['aud'] = `${product().issuer}/oauth2/token`;
      },
    });
    expect((await push({ ...party, authentication: forEndpoint })).error).toBe('invalid_client');
    expect((await push(party)).status).toBe(201);
  });

  test('a request without PKCE, or around the pushing endpoint, is refused (FAPI 2.0 Security Profile §5.3.2.2)', async () => {
    const party = await fapiClient('ES256', settings);
    const withoutPkce = await push(party, (parameters) => {
      parameters.delete('code_challenge');
      parameters.delete('code_challenge_method');
    });
    expect(withoutPkce).toEqual({ status: 400, error: 'invalid_request' });
    await expect(wholeFlow(party, {})).rejects.toThrow();
    expect((await push(party)).status).toBe(201);
  });

  test('tokens without proof, and proofs without nonce, are refused (FAPI 2.0 Security Profile §5.3.2.1, RFC 9449 §8)', async () => {
    const machine = await makeFlowClient(api, {
      issuer: product().issuer,
      auth: 'private_key_jwt',
      settings: {
        app_type: 'machine_to_machine',
        redirect_uris: [],
        scopes: [],
        resource_scopes: { 'https://orders.example.com': ['orders:read'] },
        security_profile: 'fapi2_security',
      },
    });
    const ask = (options: oauth.ClientCredentialsGrantRequestOptions) =>
      oauth.clientCredentialsGrantRequest(machine.as, machine.client, machine.authentication, {}, { ...insecure, ...options });
    expect((await ask({})).status).toBe(400);
    const DPoP = oauth.DPoP(machine.client, await oauth.generateKeyPair('ES256'));
    expect(((await (await ask({ DPoP })).json()) as { error: string }).error).toBe('use_dpop_nonce');
    const answer = (await (await ask({ DPoP })).json()) as { token_type: string; access_token: string };
    expect(answer.token_type).toBe('DPoP');
    const { alg } = JSON.parse(Buffer.from(answer.access_token.split('.')[0] ?? '', 'base64url').toString()) as { alg: string };
    expect(['PS256', 'ES256']).toContain(alg);
  });

  test('a secret of earlier days opens nothing once the profile is set', async () => {
    const created = await api(contract.clients.create, { body: { ...base, security_profile: 'standard' } });
    const { client_id } = created.client;
    const auth = { method: 'basic', client_id, client_secret: created.client_secret ?? '' } as const;
    const ask = () => postForm(`${product().issuer}/oauth2/introspect`, { token: 'x' }, auth);
    expect((await ask()).status).toBe(200);
    await api(contract.clients.update, { params: { client_id }, body: { security_profile: 'fapi2_security' } });
    expect((await ask()).status).toBe(401);
  });
});
