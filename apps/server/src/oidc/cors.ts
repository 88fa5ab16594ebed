import type { Client } from 'oidc-provider';
import { clientPolicy } from './client-metadata.ts';

/** Pages call the token endpoint from the origin that they are served from: that of a redirect URI, or one that was added. */
export function allowsOrigin(client: Client, origin: string): boolean {
  return clientPolicy(client).origins.includes(origin);
}
