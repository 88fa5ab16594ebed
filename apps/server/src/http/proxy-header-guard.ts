import type { IncomingMessage } from 'node:http';
import { trustedPeers } from './trusted-peers.ts';

/** Removes headers that a trusted proxy alone may send from every request that comes straight from somebody else (RFC 9440 §4). */
export function proxyHeaderGuard(options: { trusted_proxies: readonly string[]; proxy_headers: readonly string[] }) {
  const trust = trustedPeers(options.trusted_proxies);
  return (request: IncomingMessage): void => {
    const peer = request.socket.remoteAddress;
    if (peer !== undefined && trust(peer, 0)) return;
    for (const name of options.proxy_headers) delete request.headers[name.toLowerCase()];
  };
}
