import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';

/** A key of a client, and proofs made with it by hand (RFC 9449 §4.2), also wrong ones. */
export interface DpopKey {
  proof(claims: { htm: string; htu: string } & JWTPayload, header?: Record<string, unknown>): Promise<string>;
  readonly jwk: JWK;
}

export async function dpopKey(alg = 'ES256'): Promise<DpopKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return { jwk, proof: (claims, header = {}) => sign(privateKey, claims, { alg, typ: 'dpop+jwt', jwk, ...header }) };
}

function sign(key: CryptoKey, claims: JWTPayload, header: Record<string, unknown>): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ jti: randomUUID(), iat: now, ...claims }).setProtectedHeader(header as { alg: string }).sign(key);
}

/** The hash of an access token that a proof for a resource has (RFC 9449 §4.2). */
export function accessTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
