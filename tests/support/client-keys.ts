import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTHeaderParameters, type JWTPayload } from 'jose';

export type ClientAlg = 'RS256' | 'PS256' | 'ES256' | 'Ed25519';

export interface ClientKey {
  readonly alg: ClientAlg;
  readonly kid: string;
  readonly private_key: CryptoKey;
  readonly public_jwk: Record<string, unknown>;
}

/** A key pair as a client makes it. */
export async function makeClientKey(alg: ClientAlg = 'ES256'): Promise<ClientKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const kid = crypto.randomUUID();
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
  return { alg, kid, private_key: privateKey, public_jwk: Object.fromEntries(Object.entries(jwk)) };
}

/** A client assertion (RFC 7523 §3), good for one minute; what differs from a right one is given. */
export function signAssertion(
  key: ClientKey,
  about: { client_id: string; issuer: string },
  { claims = {}, header = {} }: { claims?: JWTPayload; header?: Partial<JWTHeaderParameters> } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const right = { iss: about.client_id, sub: about.client_id, aud: about.issuer, iat: now, exp: now + 60, jti: crypto.randomUUID() };
  return new SignJWT({ ...right, ...claims }).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(key.private_key);
}

/** The form members that carry it (RFC 7521 §4.2). */
export function assertionForm(assertion: string): Record<string, string> {
  return { client_assertion: assertion, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' };
}

/** A client’s own `jwks_uri`. */
export class KeyServer {
  readonly #server: Server;
  keys: Record<string, unknown>[] = [];
  /** How often it was asked. */
  asked = 0;

  private constructor() {
    this.#server = createServer((_request, response) => {
      this.asked += 1;
      // Whoever believed this would never look again.
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'max-age=31536000' });
      response.end(JSON.stringify({ keys: this.keys }));
    });
  }

  static async start(): Promise<KeyServer> {
    const server = new KeyServer();
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get uri(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/jwks.json`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
