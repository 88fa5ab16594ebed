import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

const EXACT = { subject: 'never', wildcards: false, partialWildcards: false } as const;

/** Whether a certificate has the subject or the alternative name that a client registered (RFC 8705 §2.1.2). */
export function certificateMatches(certificate: X509Certificate, property: string, expected: string): boolean {
  switch (property) {
    case 'tls_client_auth_subject_dn':
      return sameNames(subjectOf(certificate), namesOf(expected));
    case 'tls_client_auth_san_dns':
      return certificate.checkHost(expected, EXACT) !== undefined;
    case 'tls_client_auth_san_email':
      return certificate.checkEmail(expected, { subject: 'never' }) !== undefined;
    case 'tls_client_auth_san_ip':
      return isIP(expected) !== 0 && certificate.checkIP(expected) !== undefined;
    case 'tls_client_auth_san_uri':
      return urisOf(certificate).includes(expected);
    default:
      return false;
  }
}

/** Relative names, the most specific first, as RFC 4514 §2.1 orders them; Node.js gives the order of the certificate. */
function subjectOf({ subject }: X509Certificate): string[] {
  return subject.split('\n').filter(Boolean).map(normalName).toReversed();
}

function namesOf(distinguishedName: string): string[] {
  return (distinguishedName.match(/(?:\\.|[^\\,])+/g) ?? []).map(normalName);
}

/** The type in capitals, the value without its escapes (RFC 4514 §2.4). */
function normalName(name: string): string {
  const [type = '', ...rest] = name.trim().split('=');
  const value = rest.join('=').trim();
  const bytes = value.replaceAll(/(?:\\[0-9A-Fa-f]{2})+/g, (hex) => Buffer.from(hex.replaceAll('\\', ''), 'hex').toString('utf8'));
  return `${type.trim().toUpperCase()}=${bytes.replaceAll(/\\(.)/g, '$1')}`;
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  return left.length > 0 && left.length === right.length && left.every((name, index) => name === right[index]);
}

/** Node.js quotes entries that could be mistaken for several. */
function urisOf({ subjectAltName }: X509Certificate): string[] {
  const entries = (subjectAltName ?? '').matchAll(/(?:^|, )URI:("(?:[^"\\]|\\.)*"|[^,]*)/g);
  return [...entries].map(([, value = '']) => (value.startsWith('"') ? String(JSON.parse(value)) : value));
}
