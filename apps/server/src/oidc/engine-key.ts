import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import { ExternalSigningKey } from 'oidc-provider';

/**
 * A P-256 key that signs at once (RFC 7518 §3.4). The engine would hand each signature to a thread, which takes longer than the signature;
 * with RSA keys it does not, and those stay with the engine.
 */
class EllipticSigningKey extends ExternalSigningKey {
  readonly #private: KeyObject;
  readonly #public: KeyObject;

  constructor(jwk: JWK) {
    super();
    this.#private = createPrivateKey({ key: jwk, format: 'jwk' });
    this.#public = createPublicKey(this.#private);
    // The engine reads it; its types say that nobody sets it.
    Object.assign(this, { kid: jwk.kid });
  }

  override keyObject(): KeyObject {
    return this.#public;
  }

  override async sign(data: Uint8Array): Promise<Buffer> {
    return joinedSignature(sign('sha256', data, this.#private));
  }
}

/**
 * The two numbers of a P-256 signature, 32 bytes each (RFC 7518 §3.4), out of the DER sequence that OpenSSL makes (RFC 3279 §2.2.3).
 * Asked for this form, Node.js copies the key at each signature, which takes longer than the signature.
 */
function joinedSignature(der: Buffer): Buffer {
  const joined = Buffer.alloc(2 * P256_BYTES);
  let at = 2;
  for (const end of [P256_BYTES, 2 * P256_BYTES]) {
    const length = der[at + 1] ?? 0;
    // A number whose first bit is set has a zero before it; small ones have fewer bytes.
    const from = at + 2 + Math.max(0, length - P256_BYTES);
    at += 2 + length;
    der.copy(joined, end - (at - from), from, at);
  }
  return joined;
}

const P256_BYTES = 32;

/** A private key as the engine is given it. */
export function engineKey(jwk: JWK): JWK | ExternalSigningKey {
  return jwk.kty === 'EC' && jwk.crv === 'P-256' ? new EllipticSigningKey(jwk) : jwk;
}
