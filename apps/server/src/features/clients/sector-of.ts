import { isLoopbackHost } from '@consentry/contract';
import type { ClientRow } from './client-store.ts';

/**
 * What the pairwise subjects of a client are derived from (OIDC Core §8.1): the host of its sector identifier or of its redirect URIs.
 * Loopback addresses and custom schemes say nothing of who is behind them, so that a client with no other is a sector of its own.
 */
export function sectorOf(client: Pick<ClientRow, 'client_id' | 'redirect_uris' | 'sector_identifier_uri'>): string {
  const [uri] = client.sector_identifier_uri === null ? client.redirect_uris.filter(namesHost) : [client.sector_identifier_uri];
  return uri === undefined ? `client:${client.client_id}` : `host:${new URL(uri).hostname}`;
}

function namesHost(uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname } = new URL(uri);
  return protocol === 'https:' && !isLoopbackHost(hostname);
}
