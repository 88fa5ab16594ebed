import { redirectUriProblem } from './redirect-uri.ts';

/** Says why keys cannot be fetched from a URI, or `null` when they can: absolute, without fragment, https except on loopback (RFC 7591 §2). */
export function jwksUriProblem(uri: string): string | null {
  if (!/^https?:/i.test(uri)) return 'must begin with https:// (or http:// for localhost)';
  return redirectUriProblem(uri, 'traditional_web');
}

/** The same for a sector identifier, which is https without exception (OIDC Core §8.1). */
export function sectorIdentifierUriProblem(uri: string): string | null {
  if (!/^https:/i.test(uri)) return 'must begin with https:// (OIDC Core §8.1)';
  return redirectUriProblem(uri, 'traditional_web');
}
