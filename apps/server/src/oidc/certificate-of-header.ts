import { X509Certificate } from 'node:crypto';

/** Longer ones are no certificate of a client. */
const MAX_LENGTH = 16 * 1024;

/**
 * The certificate in a header, in the forms that proxies write: RFC 9440 (`:base64:`), URL-encoded PEM (nginx), PEM on one line (Apache),
 * or base64 of the DER (HAProxy, Traefik). `null` for anything else, also where a header came twice.
 */
export function certificateOfHeader(value: string): X509Certificate | null {
  const text = value.trim();
  if (text === '' || text.length > MAX_LENGTH) return null;
  try {
    return new X509Certificate(Buffer.from(base64Of(text), 'base64'));
  } catch {
    // Whatever was sent, it is no certificate.
    return null;
  }
}

function base64Of(text: string): string {
  const structured = /^:([A-Za-z0-9+/=]+):$/.exec(text)?.[1];
  if (structured !== undefined) return structured;
  const decoded = text.includes('%') ? decodeURIComponent(text) : text;
  const pem = /^-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/.exec(decoded)?.[1] ?? decoded;
  const base64 = pem.replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw new TypeError('not base64');
  return base64;
}
