import { generateKeyPairSync, randomUUID } from 'node:crypto';

import type { ClientMetadata, Configuration, JWKS } from 'oidc-provider';
import { API_SCOPE, APIS, CALLBACK, CLIENT_SECRET, WEB_CLIENT, WEB_SCOPES } from './parties.ts';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** The engine set up as our server sets it up, as far as a plain configuration goes: same endpoints, features, algorithms and lifetimes. */
export function engineConfiguration(): Configuration {
  return {
    jwks: signingKeys(),
    clients: clients(),
    routes: {
      authorization: '/oauth2/authorize',
      token: '/oauth2/token',
      userinfo: '/oauth2/userinfo',
      introspection: '/oauth2/introspect',
      revocation: '/oauth2/revoke',
      jwks: '/.well-known/jwks.json',
    },
    scopes: [...WEB_SCOPES],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'updated_at'], email: ['email', 'email_verified'] },
    responseTypes: ['code'],
    subjectTypes: ['public', 'pairwise'],
    cookies: { long: { httpOnly: true, sameSite: 'lax', signed: false }, short: { httpOnly: true, sameSite: 'lax', signed: false } },
    ttl: {
      AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 10 * MINUTE,
      AuthorizationCode: MINUTE,
      ClientCredentials: 10 * MINUTE,
      Grant: 100 * 365 * DAY,
      IdToken: 10 * MINUTE,
      Interaction: 30 * MINUTE,
      RefreshToken: 30 * DAY,
      Session: 14 * DAY,
      DeviceCode: 10 * MINUTE,
    },
    features: features(),
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: async (_ctx, client, source) => client.grantTypeAllowed('refresh_token') && source.scopes.has('offline_access'),
    expiresWithSession: async (_ctx, source) => !source.scopes.has('offline_access'),
    findAccount: (_ctx, accountId) => ({
      accountId,
      claims: () => ({
        sub: accountId,
        name: `Person ${accountId}`,
        preferred_username: accountId,
        updated_at: 1,
        email: `${accountId}@example.com`,
        email_verified: true,
      }),
    }),
  };
}

function features(): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    claimsParameter: { enabled: true },
    deviceFlow: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
    requestObjects: { enabled: true },
    jwtResponseModes: { enabled: true },
    jwtUserinfo: { enabled: true },
    encryption: { enabled: true },
    dPoP: { enabled: true },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: { enabled: true },
    userinfo: { enabled: true },
    revocation: { enabled: true },
    introspection: { enabled: true },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => false,
      getResourceServerInfo: (_ctx, resource) => {
        const api = Object.values(APIS).find((known) => known.resource === resource);
        if (api === undefined) throw new Error(`there is no API ${resource}`);
        const token = { scope: API_SCOPE, audience: resource, accessTokenTTL: 10 * MINUTE, accessTokenFormat: api.format };
        return { ...token, jwt: { sign: { alg: api.alg } } };
      },
    },
  };
}

function clients(): ClientMetadata[] {
  return [
    {
      client_id: WEB_CLIENT,
      client_secret: CLIENT_SECRET,
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      id_token_signed_response_alg: 'ES256',
    },
    ...Object.values(APIS).map(({ client_id }) => ({
      client_id,
      client_secret: CLIENT_SECRET,
      redirect_uris: [],
      grant_types: ['client_credentials' as const],
      response_types: [],
    })),
  ];
}

function signingKeys(): JWKS {
  const pairs = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('ec', { namedCurve: 'P-256' })];
  return { keys: pairs.map(({ privateKey }) => ({ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig' })) };
}
