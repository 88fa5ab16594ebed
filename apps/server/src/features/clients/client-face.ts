import { createHash } from 'node:crypto';
import type { ClientRow } from './client-store.ts';

/**
 * By what a person recognises a client that can change itself, as one value: its name, links and redirect URIs. Consent was given to
 * this face; to another one it is asked anew. `null`: an operator's client, which only operators change.
 */
export function clientFace({ origin, name, client_uri, redirect_uris, registered_metadata }: ClientRow): string | null {
  if (origin === 'operator') return null;
  const face = [name, client_uri, registered_metadata?.['logo_uri'] ?? null, [...redirect_uris].toSorted()];
  return createHash('sha256').update(JSON.stringify(face)).digest('base64url');
}
