import { contract, type ApiClient, type CreateClient, type TokenEndpointAuthMethod } from '@consentry/contract';
import { compactDecrypt, exportJWK, generateKeyPair } from 'jose';
import * as oauth from 'oauth4webapi';
import { BrowserLike } from './browser-like.ts';
import { CERTIFICATES } from './client-certificates.ts';
import { ALICE, WEB_CALLBACK } from './standard-fixture.ts';
import { insecure, type FlowClient } from './whole-flow.ts';

interface FlowClientOptions {
  issuer: string;
  auth?: TokenEndpointAuthMethod;
  /** What the client signs assertions and request objects with. Absent: ES256. */
  alg?: string;
  /** What is encrypted to it. */
  encryption_alg?: string;
  settings?: Partial<CreateClient>;
}

/** The server’s metadata, validated by the library (OIDC Discovery §4.3). */
export async function discover(issuer: string): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer);
  return oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, { algorithm: 'oidc', ...insecure }));
}

/** Registers a client that authenticates in this way, and gives what the library needs to be it. */
export async function makeFlowClient(api: ApiClient, options: FlowClientOptions): Promise<FlowClient> {
  const { issuer, auth = 'client_secret_basic', alg = 'ES256', settings = {} } = options;
  const signing = await generateKeyPair(alg, { extractable: true });
  const encryption = options.encryption_alg === undefined ? null : await encryptionKey(options.encryption_alg);
  // A self-signed certificate is known by the x5c of a registered key (RFC 8705 §2.2.2).
  const jwk = { ...(await exportJWK(signing.publicKey)), kid: 'signing', use: 'sig', x5c: [CERTIFICATES.partner] };
  const created = await api(contract.clients.create, {
    body: {
      name: `Flow ${auth}`,
      app_type: auth === 'none' ? 'single_page' : 'traditional_web',
      party: 'third_party',
      redirect_uris: [WEB_CALLBACK],
      scopes: ['openid', 'email', 'offline_access'],
      token_endpoint_auth_method: auth,
      jwks: { keys: [jwk, ...(encryption === null ? [] : [encryption.jwk])] },
      ...(auth === 'tls_client_auth' ? { tls_client_auth_subject_dn: 'CN=partner,O=Example\\, Inc.,C=DE' } : {}),
      ...settings,
    },
  });
  const { client_id, id_token_signed_response_alg, authorization_signed_response_alg, userinfo_signed_response_alg } = created.client;
  const key = { key: signing.privateKey, kid: 'signing' };
  return {
    as: await discover(issuer),
    client: {
      client_id,
      id_token_signed_response_alg,
      authorization_signed_response_alg,
      ...(userinfo_signed_response_alg === null ? {} : { userinfo_signed_response_alg }),
    },
    authentication: authenticationOf(auth, created.client_secret ?? '', key),
    key,
    ...(encryption === null ? {} : { decrypt: encryption.decrypt }),
    ...certificateOf(auth),
    browser: new BrowserLike(),
    answers: ALICE,
  };
}

function authenticationOf(auth: TokenEndpointAuthMethod, secret: string, key: oauth.PrivateKey): oauth.ClientAuth {
  switch (auth) {
    case 'client_secret_basic':
      return oauth.ClientSecretBasic(secret);
    case 'client_secret_post':
      return oauth.ClientSecretPost(secret);
    case 'private_key_jwt':
      return oauth.PrivateKeyJwt(key);
    case 'none':
      return oauth.None();
    default:
      return oauth.TlsClientAuth();
  }
}

function certificateOf(auth: TokenEndpointAuthMethod): Pick<FlowClient, 'certificate'> {
  if (auth === 'tls_client_auth') return { certificate: 'verified' };
  return auth === 'self_signed_tls_client_auth' ? { certificate: 'unverified' } : {};
}

async function encryptionKey(alg: string): Promise<{ jwk: Record<string, unknown>; decrypt: oauth.JweDecryptFunction }> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'encryption', use: 'enc', alg };
  return {
    jwk,
    decrypt: async (jwe) => {
      const { plaintext, protectedHeader } = await compactDecrypt(jwe, privateKey);
      if (protectedHeader.alg !== alg) throw new Error(`encrypted with ${protectedHeader.alg}, not ${alg}`);
      return new TextDecoder().decode(plaintext);
    },
  };
}
