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
    return sign('sha256', data, { key: this.#private, dsaEncoding: 'ieee-p1363' });
  }
}

/** A private key as the engine is given it. */
export function engineKey(jwk: JWK): JWK | ExternalSigningKey {
  return jwk.kty === 'EC' && jwk.crv === 'P-256' ? new EllipticSigningKey(jwk) : jwk;
}
