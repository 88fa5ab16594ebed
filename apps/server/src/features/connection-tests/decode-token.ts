import type { DecodedToken } from '@consentry/contract';
import { decodeJwt, decodeProtectedHeader } from 'jose';

/** Header and claims of a JWT; `null` for an opaque token, and for an encrypted one, which is its reader's to open. */
export function decodeToken(token: string): DecodedToken | null {
  if (token.split('.').length !== 3) return null;
  try {
    return { header: { ...decodeProtectedHeader(token) }, claims: { ...decodeJwt(token) } };
  } catch {
    // Three parts, and yet no JWT: an opaque token may look like anything.
    return null;
  }
}
