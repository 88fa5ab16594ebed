import { existsSync } from 'node:fs';
import { contract, type ApiClient, type CreateClient, type TokenEndpointAuthMethod } from '@consentry/contract';
import * as oauth from 'oauth4webapi';
import { beforeAll, describe, expect, test } from 'vitest';
import { DISCOVERY_MEMBERS } from '../../apps/console/src/messages/discovery-members.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { CERTIFICATE_ENV, CERTIFICATE_ORIGIN } from '../support/client-certificates.ts';
import { makeFlowClient } from '../support/flow-client.ts';
import { exchange } from '../support/http-exchange.ts';
import { managementApi } from '../support/management.ts';
import { jwtClaims } from '../support/oauth-exchange.ts';
import { makeBank } from '../support/payment-type.ts';
import { ORDERS_API, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';
import { introspectAsJwt } from '../support/introspect-as-jwt.ts';
import { certificateFetch, insecure, wholeFlow, type FlowClient } from '../support/whole-flow.ts';

/** Each advertised value is used by a client that was registered for it; a member that no test uses fails the last one (RFC 8414 §2). */
const product = useProduct({ env: { ...CERTIFICATE_ENV, CLIENT_CERTIFICATE_URL: CERTIFICATE_ORIGIN } });
let api: ApiClient;
let metadata: Record<string, unknown>;
const used = new Set<string>();

beforeAll(async () => {
  const { issuer } = product();
  api = await managementApi(issuer);
  // Without it, EdDSA and Ed25519 are not advertised.
  await api(contract.signingKeys.rotate, { body: { ktys: ['OKP'], announce_seconds: 0 } });
  await makeBank(api);
  metadata = (await exchange(`${issuer}/.well-known/openid-configuration`)).json();
});

function advertised(member: string): string[] {
  used.add(member);
  const values = metadata[member];
  if (!Array.isArray(values) || values.length === 0) throw new Error(`${member} is not advertised`);
  return values.map(String);
}

const client = (options: Omit<Parameters<typeof makeFlowClient>[1], 'issuer'> = {}): Promise<FlowClient> =>
  makeFlowClient(api, { issuer: product().issuer, ...options });

describe('endpoints', () => {
  test('each that is named answers', async () => {
    const named = Object.entries(metadata).filter(([name]) => name.endsWith('_endpoint') || name === 'jwks_uri');
    for (const [name, url] of named) {
      used.add(name);
      const statuses = await Promise.all(['GET', 'POST'].map(async (method) => (await exchange(String(url), { method })).status));
      expect(
        statuses.some((status) => ![404, 405, 500].includes(status)),
        `${name}: ${statuses.join(', ')}`,
      ).toBe(true);
    }
    expect(named.length).toBeGreaterThanOrEqual(8);
  });

  test('the issuer is where the document was found, and stands in every response (RFC 9207 §3)', async () => {
    for (const member of ['issuer', 'authorization_response_iss_parameter_supported']) used.add(member);
    expect(metadata).toMatchObject({ issuer: product().issuer, authorization_response_iss_parameter_supported: true });
    // The library refuses a response without.
    expect((await wholeFlow(await client(), {})).id_token.iss).toBe(product().issuer);
  });
});

describe('requests', () => {
  test('every response mode and type (OAuth Form Post §2, JARM §2.3)', async () => {
    expect(advertised('response_types_supported')).toEqual(['code']);
    const party = await client();
    for (const response_mode of advertised('response_modes_supported')) {
      const { mode } = await wholeFlow(party, { response_mode });
      expect(mode).toBe(response_mode === 'jwt' ? 'query' : response_mode.replace('.jwt', ''));
    }
  });

  test('every prompt (OIDC Core §3.1.2.1)', async () => {
    const party = await client();
    const pages: Record<string, string[]> = {};
    await wholeFlow(party, {});
    for (const prompt of advertised('prompt_values_supported')) {
      const before = party.browser.answered.length;
      await wholeFlow(party, { parameters: { prompt } });
      pages[prompt] = party.browser.answered.slice(before);
    }
    expect(pages).toMatchObject({ none: [], login: ['sign-in'], consent: ['consent'] });
    expect(pages['select_account']).toHaveLength(1);
  });

  test('every PKCE method; request objects by value; request_uri from the endpoint alone (RFC 7636 §4.3, RFC 9101 §5, RFC 9126 §4)', async () => {
    expect(advertised('code_challenge_methods_supported')).toEqual(['S256']);
    for (const member of ['request_parameter_supported', 'request_uri_parameter_supported']) used.add(member);
    expect(metadata).toMatchObject({ request_parameter_supported: true, request_uri_parameter_supported: false });
    const party = await client();
    const query = {
      client_id: party.client.client_id,
      redirect_uri: WEB_CALLBACK,
      response_type: 'code',
      request_uri: 'https://a.example/r',
    };
    const refused = await new BrowserLike().open(`${product().issuer}/oauth2/authorize?${new URLSearchParams(query).toString()}`);
    expect(new URL(refused.url).searchParams.get('error')).toBe('request_uri_not_supported');
    await wholeFlow(party, { par: true, jar: true });
  });
});

describe('what a client may learn', () => {
  test('every scope and every claim, by the claims parameter too (OIDC Core §5.4, §5.5)', async () => {
    used.add('claims_parameter_supported');
    expect(metadata['claims_parameter_supported']).toBe(true);
    expect(advertised('claim_types_supported')).toEqual(['normal']);
    const claims = advertised('claims_supported');
    const scopes = advertised('scopes_supported');
    const settings = { scopes: scopes as NonNullable<CreateClient['scopes']> };
    const party = { ...(await client({ settings })), answers: await personWithEveryClaim() };
    const asked = JSON.stringify({ id_token: Object.fromEntries(['sid', 'auth_time', 'amr', 'acr'].map((claim) => [claim, null])) });
    const { id_token, userinfo, tokens } = await wholeFlow(party, { parameters: { scope: scopes.join(' '), claims: asked } });
    expect(tokens.scope).toBe(scopes.join(' '));
    const got = new Set([...Object.keys(id_token), ...Object.keys(userinfo)]);
    expect(claims.filter((claim) => !got.has(claim))).toEqual([]);
  });

  test('every acr (OIDC Core §3.1.2.1)', async () => {
    for (const acr of advertised('acr_values_supported')) {
      expect((await wholeFlow(await client(), { parameters: { acr_values: acr } })).id_token['acr'], acr).toBe(acr);
    }
  });

  test('every subject type (OIDC Core §8)', async () => {
    const subjects = new Set<string>();
    for (const subject_type of advertised('subject_types_supported') as NonNullable<CreateClient['subject_type']>[]) {
      subjects.add((await wholeFlow(await client({ settings: { subject_type } }), {})).id_token.sub);
    }
    expect(subjects.size).toBe(2);
  });
});

describe('how a client proves itself', () => {
  test('every authentication method, at the token endpoint (RFC 6749 §2.3, RFC 7523 §2.2, RFC 8705 §2)', async () => {
    for (const auth of advertised('token_endpoint_auth_methods_supported') as TokenEndpointAuthMethod[]) {
      expect((await wholeFlow(await client({ auth }), {})).userinfo.email).toBe('alice@example.com');
    }
  });

  test('every algorithm of client assertions and request objects (RFC 7523 §3, RFC 9101 §6.2)', async () => {
    const algs = advertised('token_endpoint_auth_signing_alg_values_supported');
    expect(advertised('request_object_signing_alg_values_supported').toSorted()).toEqual(algs.toSorted());
    for (const alg of algs) {
      const party = await client({ auth: 'private_key_jwt', alg });
      expect((await wholeFlow(party, { jar: true })).userinfo.email, alg).toBe('alice@example.com');
    }
  });
});

describe('what tokens are bound to', () => {
  test('every algorithm of DPoP proofs (RFC 9449 §5.1)', async () => {
    const party = await client({ settings: { dpop_bound_access_tokens: true } });
    for (const dpop of advertised('dpop_signing_alg_values_supported')) {
      expect((await wholeFlow(party, { dpop })).tokens.token_type, dpop).toBe('dpop');
    }
    await expect(wholeFlow(party, {})).rejects.toThrow();
  });

  test('certificates (RFC 8705 §3.3)', async () => {
    used.add('tls_client_certificate_bound_access_tokens');
    expect(metadata['tls_client_certificate_bound_access_tokens']).toBe(true);
    const settings = { tls_client_certificate_bound_access_tokens: true };
    const party = await client({ auth: 'self_signed_tls_client_auth', settings });
    expect((await wholeFlow(party, {})).userinfo.email).toBe('alice@example.com');
  });
});

describe('how answers are protected', () => {
  type Alg = NonNullable<CreateClient['id_token_signed_response_alg']>;

  test('every signature of ID tokens, userinfo, responses and introspection (OIDC Registration §2, JARM §3, RFC 9701 §6)', async () => {
    const algs = advertised('id_token_signing_alg_values_supported') as Alg[];
    expect(algs).toEqual(expect.arrayContaining(['EdDSA', 'Ed25519']));
    expect(advertised('userinfo_signing_alg_values_supported')).toEqual(algs);
    expect(advertised('authorization_signing_alg_values_supported')).toEqual(algs);
    expect(advertised('introspection_signing_alg_values_supported')).toEqual(algs);
    for (const alg of algs) {
      const answers = { id_token_signed_response_alg: alg, userinfo_signed_response_alg: alg, authorization_signed_response_alg: alg };
      const party = await client({ settings: { ...answers, introspection_signed_response_alg: alg } });
      const { userinfo, tokens } = await wholeFlow(party, { response_mode: 'jwt' });
      expect(userinfo.email, alg).toBe('alice@example.com');
      expect(await introspectAsJwt(party, tokens.access_token, alg)).toMatchObject({ active: true, username: 'alice' });
    }
  });

  test('every encryption of ID tokens, userinfo, responses and introspection (OIDC Registration §2, JARM §3, RFC 9701 §6)', async () => {
    const kinds = ['id_token', 'userinfo', 'authorization', 'introspection'];
    const [algs = [], ...sameAlgs] = kinds.map((kind) => advertised(`${kind}_encryption_alg_values_supported`));
    const [encs = [], ...sameEncs] = kinds.map((kind) => advertised(`${kind}_encryption_enc_values_supported`));
    expect([...sameAlgs, ...sameEncs]).toEqual([algs, algs, algs, encs, encs, encs]);
    const pairs = Array.from({ length: Math.max(algs.length, encs.length) }, (_, n) => ({
      alg: algs[n % algs.length],
      enc: encs[n % encs.length],
    }));
    for (const { alg = '', enc = '' } of pairs) {
      const encrypted = kinds.flatMap((kind) => [
        [`${kind}_encrypted_response_alg`, alg],
        [`${kind}_encrypted_response_enc`, enc],
      ]);
      const settings: Partial<CreateClient> = { ...Object.fromEntries(encrypted), userinfo_signed_response_alg: 'RS256' };
      const party = await client({ encryption_alg: alg, settings });
      const { userinfo, tokens } = await wholeFlow(party, { response_mode: 'jwt' });
      expect(userinfo.email, `${alg} ${enc}`).toBe('alice@example.com');
      expect(await introspectAsJwt(party, tokens.access_token), `${alg} ${enc}`).toMatchObject({ active: true });
    }
  });
});

describe('where certificates are shown', () => {
  test('every alias is the endpoint of its name at the other origin (RFC 8705 §5)', () => {
    used.add('mtls_endpoint_aliases');
    const aliases = Object.entries(metadata['mtls_endpoint_aliases'] as Record<string, string>);
    expect(aliases.length).toBeGreaterThanOrEqual(6);
    for (const [name, url] of aliases) expect(url, name).toBe(CERTIFICATE_ORIGIN + new URL(String(metadata[name])).pathname);
  });
});

describe('grants', () => {
  const GRANTS: Record<string, () => Promise<void>> = {
    authorization_code: async () => void (await wholeFlow(await client(), {})),
    refresh_token: async () => expect((await wholeFlow(await client(), {})).refreshed?.access_token).toBeTypeOf('string'),
    client_credentials: async () => {
      const settings: Partial<CreateClient> = {
        app_type: 'machine_to_machine',
        redirect_uris: [],
        scopes: [],
        resource_scopes: { [ORDERS_API]: ['orders:read'] },
      };
      const party = await client({ settings });
      const answer = await oauth.clientCredentialsGrantRequest(
        party.as,
        party.client,
        party.authentication,
        {},
        { ...insecure, ...certificateFetch(party) },
      );
      const { access_token } = await oauth.processClientCredentialsResponse(party.as, party.client, answer);
      expect(jwtClaims(access_token)).toMatchObject({ aud: ORDERS_API, scope: 'orders:read' });
    },
  };

  test('every one (RFC 6749 §1.3)', async () => {
    for (const grant of advertised('grant_types_supported').filter((name) => !(name in PROVEN_ELSEWHERE))) {
      const use = GRANTS[grant];
      if (use === undefined) throw new Error(`no test uses the grant ${grant}; add one here`);
      await use();
    }
  });
});

/** Members and values whose whole flow another file has. */
const PROVEN_ELSEWHERE: Record<string, string> = {
  authorization_details_types_supported: 'tests/interop/authorization-details.test.ts',
  backchannel_logout_supported: 'tests/interop/mod-auth-openidc.test.ts',
  backchannel_logout_session_supported: 'tests/interop/mod-auth-openidc.test.ts',
  'urn:ietf:params:oauth:grant-type:token-exchange': 'tests/interop/token-exchange.test.ts',
  'urn:ietf:params:oauth:grant-type:device_code': 'apps/server/src/oidc/device-flow.test.ts',
};

test('nothing else is advertised', () => {
  const elsewhere = Object.keys(metadata)
    .concat(metadata['grant_types_supported'] as string[])
    .flatMap((name) => PROVEN_ELSEWHERE[name] ?? []);
  expect(elsewhere.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)))).toEqual([]);
  expect(Object.keys(metadata).filter((member) => !used.has(member) && !(member in PROVEN_ELSEWHERE))).toEqual([]);
});

test('each member is explained in the console, with those that the registration policy adds (RFC 8414 §2)', async () => {
  await api(contract.registrationPolicy.update, { body: { dynamic_registration: 'open', metadata_documents: 'open' } });
  const all = Object.keys((await exchange(`${product().issuer}/.well-known/openid-configuration`)).json());
  expect(all).toEqual(expect.arrayContaining(['registration_endpoint', 'client_id_metadata_document_supported']));
  expect(all.filter((member) => DISCOVERY_MEMBERS[member] === undefined)).toEqual([]);
});

async function personWithEveryClaim(): Promise<{ identifier: string; password: string }> {
  const [username, password] = ['complete', 'a password of many words'];
  const text = (name: string): string => `some ${name}`;
  await api(contract.users.create, {
    body: {
      username,
      password,
      email: 'complete@example.com',
      email_verified: true,
      groups: ['staff'],
      claims: {
        ...Object.fromEntries(['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'gender'].map((name) => [name, text(name)])),
        ...Object.fromEntries(['profile', 'picture', 'website'].map((name) => [name, `https://example.com/${name}`])),
        birthdate: '1990-12-31',
        zoneinfo: 'Europe/Berlin',
        locale: 'de-DE',
        phone_number: '+4930123456',
        phone_number_verified: true,
        address: { locality: 'Berlin' },
      },
    },
  });
  return { identifier: username, password };
}
