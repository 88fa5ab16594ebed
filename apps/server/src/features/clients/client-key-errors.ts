import { createPublicKey } from 'node:crypto';
import type { ClientJwks, FieldError } from '@consentry/contract';
import { jsonPointer } from '../../platform/json-pointer.ts';

type Jwk = ClientJwks['keys'][number];

/** Members of private and symmetric keys (RFC 7518 §6.2.2, §6.3.2, §6.4). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];
const KEY_TYPES = ['RSA', 'EC', 'OKP'];
const CURVES = ['P-256', 'P-384', 'P-521', 'Ed25519', 'X25519'];
const MIN_RSA_BITS = 2048;
const MAX_RSA_BITS = 8192;

/** What is wrong with the public keys of a client; the key that is meant is named by its place. */
export function clientKeyErrors(jwks: ClientJwks): FieldError[] {
  return jwks.keys.flatMap((key, index) => {
    const detail = keyFault(key);
    return detail === null ? [] : [{ pointer: jsonPointer(['jwks', 'keys', index]), detail }];
  });
}

function keyFault(key: Jwk): string | null {
  const secret = PRIVATE_MEMBERS.find((name) => key[name] !== undefined);
  if (secret !== undefined) {
    return `holds a secret (“${secret}”): register the public key alone, and replace this one, because it has been sent`;
  }
  if (typeof key['kty'] !== 'string' || !KEY_TYPES.includes(key['kty'])) return `must have “kty” ${KEY_TYPES.join(', ')} (RFC 7517 §4.1)`;
  if (key['kty'] !== 'RSA' && !CURVES.includes(String(key['crv']))) return `must have a “crv” of ${CURVES.join(', ')} (RFC 7518 §6.2.1.1)`;
  const empty = ['kid', 'use', 'alg'].find((name) => key[name] !== undefined && (typeof key[name] !== 'string' || key[name] === ''));
  if (empty !== undefined) return `must have a text as “${empty}”, or none`;
  return valueFault(key);
}

function valueFault(key: Jwk): string | null {
  try {
    const { asymmetricKeyDetails: details } = createPublicKey({ key, format: 'jwk' });
    const bits = details?.modulusLength;
    if (bits !== undefined && (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS)) {
      return `is an RSA key of ${bits} bits; it must have ${MIN_RSA_BITS} to ${MAX_RSA_BITS} (RFC 7518 §3.3)`;
    }
    return null;
  } catch {
    return 'is not a public key that can be read (RFC 7517 §4)';
  }
}
