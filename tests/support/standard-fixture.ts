import type { Fixture } from './product.ts';
import { managementClient } from './management.ts';
import type { ClientAuthentication, FlowParty } from './oauth-exchange.ts';

export const ALICE = { identifier: 'alice', password: 'correct horse battery' };
export const BOB = { identifier: 'bob', password: 'another long password' };

export const ORDERS_API = 'https://orders.example.com';
/** Has a scope of the same name as the orders API: the two must never mix. Its tokens are opaque. */
export const REPORTS_API = 'https://reports.example.com/v1';

export const WEB_CALLBACK = 'http://127.0.0.1:4001/callback';
export const NATIVE_CALLBACK = 'com.example.partner:/callback';

/** Characters that a client must percent-encode in the Basic header (RFC 6749 §2.3.1). */
const WEB_SECRET = 'web: secret+of 32 characters/or=more%';
const SECRET = 'another-secret-of-32-characters-or-more';

/** Credentials of the confidential clients below. */
export const CREDENTIALS = {
  'partner-web': { client_id: 'partner-web', client_secret: WEB_SECRET },
  'strict-web': { client_id: 'strict-web', client_secret: SECRET },
  'legacy-web': { client_id: 'legacy-web', client_secret: SECRET },
  'first-web': { client_id: 'first-web', client_secret: SECRET },
  'sign-in-only': { client_id: 'sign-in-only', client_secret: SECRET },
  'partner-machine': { client_id: 'partner-machine', client_secret: SECRET },
} as const;

export type ConfidentialClientId = keyof typeof CREDENTIALS;

/**
 * Users, APIs and clients of every type, for suites that share one product.
 * @param webOrigin where the web clients are: only a suite with a real browser needs something to answer there
 */
export function standardFixture(webOrigin = new URL(WEB_CALLBACK).origin): Fixture {
  const allScopes = ['openid', 'profile', 'email', 'phone', 'address', 'groups', 'offline_access'] as const;
  const resourceScopes = { [ORDERS_API]: ['orders:read', 'orders:write'], [REPORTS_API]: ['orders:read'] };
  const type = { app_type: 'traditional_web', party: 'third_party' } as const;
  const web = { ...type, redirect_uris: [`${webOrigin}/callback`], resource_scopes: resourceScopes };
  return {
    users: [
      {
        username: 'alice',
        password: ALICE.password,
        name: 'Alice Example',
        given_name: 'Alice',
        family_name: 'Example',
        email: 'alice@example.com',
        email_verified: true,
        phone_number: '+4930123456',
        phone_number_verified: false,
        address: { locality: 'Berlin', country: 'Germany' },
        groups: ['staff', 'admins'],
      },
      { username: 'bob', password: BOB.password, name: 'Bob Example', email: 'bob@example.com', operator: true },
    ],
    resource_servers: [
      {
        resource: ORDERS_API,
        name: 'Orders API',
        scopes: [scope('orders:read', 'See your orders'), scope('orders:write', 'Place orders')],
      },
      {
        resource: REPORTS_API,
        name: 'Reports API',
        scopes: [scope('orders:read', 'See reports on orders')],
        access_token_format: 'opaque',
      },
    ],
    clients: [
      {
        ...web,
        ...CREDENTIALS['partner-web'],
        name: 'Partner Web',
        scopes: [...allScopes],
        post_logout_redirect_uris: [`${webOrigin}/signed-out`],
      },
      { ...web, ...CREDENTIALS['strict-web'], name: 'Strict Web', scopes: ['openid', 'offline_access'], pkce: 'required' },
      {
        ...web,
        ...CREDENTIALS['legacy-web'],
        name: 'Legacy Web',
        scopes: ['openid', 'profile', 'email', 'groups', 'offline_access'],
        pkce: 'optional',
        id_token_scope_claims: true,
        access_token_format: 'jwt',
      },
      { ...web, ...CREDENTIALS['first-web'], name: 'First Web', party: 'first_party', scopes: ['openid', 'profile', 'offline_access'] },
      { ...web, ...CREDENTIALS['sign-in-only'], name: 'Sign-in Only', scopes: ['openid', 'profile', 'email'], resource_scopes: {} },
      {
        client_id: 'partner-spa',
        name: 'Partner Single-page',
        app_type: 'single_page',
        party: 'third_party',
        redirect_uris: ['http://127.0.0.1:4002/callback'],
        scopes: ['openid', 'profile', 'email', 'offline_access'],
        resource_scopes: resourceScopes,
      },
      {
        client_id: 'partner-native',
        name: 'Partner Native',
        app_type: 'native',
        party: 'third_party',
        redirect_uris: ['http://127.0.0.1/callback', 'http://[::1]/callback', NATIVE_CALLBACK],
        scopes: ['openid', 'profile', 'offline_access'],
      },
      {
        ...CREDENTIALS['partner-machine'],
        name: 'Partner Machine',
        app_type: 'machine_to_machine',
        party: 'third_party',
        resource_scopes: resourceScopes,
      },
      managementClient(),
    ],
  };
}

/** A confidential client of the fixture with Alice in front of it. */
export function webParty(issuer: string, clientId: ConfidentialClientId = 'partner-web'): FlowParty {
  return { issuer, auth: { method: 'basic', ...CREDENTIALS[clientId] }, redirect_uri: WEB_CALLBACK, answers: ALICE };
}

/** A public client of the fixture with Alice in front of it. */
export function publicParty(issuer: string, clientId: 'partner-spa' | 'partner-native' = 'partner-spa'): FlowParty {
  const auth: ClientAuthentication = { method: 'none', client_id: clientId };
  return { issuer, auth, redirect_uri: clientId === 'partner-spa' ? 'http://127.0.0.1:4002/callback' : NATIVE_CALLBACK, answers: ALICE };
}

function scope(name: string, description: string): { name: string; description: string } {
  return { name, description };
}
