import { basicHeader } from '../../tests/support/oauth-exchange.ts';

export const CLIENT_SECRET = 'a-secret-of-the-benchmark-0123456789';

export const PASSWORD = 'correct horse battery';
/** Those of our own server (see platform/password-hash.ts): the engine in memory verifies as costly a hash. */
export const ARGON2_PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
export const CALLBACK = 'http://127.0.0.1:4001/callback';
/** The client of every flow that has a user in it; its ID tokens are ES256. */
export const WEB_CLIENT = 'bench-web';
export const WEB_SCOPES = ['openid', 'profile', 'email', 'offline_access'] as const;
export const API_SCOPE = 'orders:read';

/** APIs whose access tokens differ, and for each the machine-to-machine client that asks for them. */
export const APIS = {
  opaque: { client_id: 'bench-opaque', resource: 'https://opaque.example.com', format: 'opaque', alg: 'ES256' },
  es256: { client_id: 'bench-es256', resource: 'https://es256.example.com', format: 'jwt', alg: 'ES256' },
  rs256: { client_id: 'bench-rs256', resource: 'https://rs256.example.com', format: 'jwt', alg: 'RS256' },
} as const;

/** Credentials of any client of the benchmark. */
export function authorizationOf(client_id: string): { authorization: string } {
  return { authorization: basicHeader(client_id, CLIENT_SECRET) };
}
