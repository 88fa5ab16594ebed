import type { Keyring } from '../platform/keyring.ts';
import { equalBytes } from '../platform/keyring.ts';

/** A form was sent by another site, or by a page of another session or interaction. */
export class ForeignForm extends Error {
  override name = 'ForeignForm';
}

/** Token of a form: good for what it is bound to (session and interaction) and nothing else. */
export function csrfToken(keyring: Keyring, binding: readonly string[]): string {
  return keyring.mac('csrf', JSON.stringify(binding)).toString('base64url');
}

/** Throws `ForeignForm` unless the token belongs to this binding. */
export function assertCsrfToken(keyring: Keyring, binding: readonly string[], token: string | undefined): void {
  const expected = Buffer.from(csrfToken(keyring, binding));
  if (token === undefined || !equalBytes(expected, Buffer.from(token)))
    throw new ForeignForm('the form token is missing or belongs to another page');
}

/** Throws `ForeignForm` when the browser says that another site sent the request (Fetch Metadata, RFC 6454 §7). */
export function assertSameOrigin(headers: { get(name: string): string | undefined }, issuer: string): void {
  const site = headers.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new ForeignForm(`the request came from another site (Sec-Fetch-Site: ${site})`);
  const origin = headers.get('origin');
  if (origin !== undefined && origin !== 'null' && origin !== issuer) throw new ForeignForm(`the request came from ${origin}`);
  if (origin === 'null' && site === undefined) throw new ForeignForm('the request came from an opaque origin');
}
