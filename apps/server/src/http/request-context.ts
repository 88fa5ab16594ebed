import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';
import { Attached } from '../platform/attached.ts';
import { trustedPeers } from './trusted-peers.ts';

/** What is known of a request before anything looks at its path. */
export interface RequestInfo {
  readonly id: string;
  readonly ip: string | null;
}

const infos = new Attached<RequestInfo>();

export function setRequestInfo(request: IncomingMessage, info: RequestInfo): void {
  infos.set(request, info);
}

/** The request's id and the client's address. */
export function requestInfo(request: IncomingMessage): RequestInfo {
  return infos.get(request) ?? { id: 'unknown', ip: null };
}

/** Reads the client's address; `X-Forwarded-For` counts only as far as each hop is a configured proxy. */
export function clientAddressReader(trustedProxies: readonly string[]): (request: IncomingMessage) => string | null {
  const trust = trustedPeers(trustedProxies);
  return (request) => {
    const peer = request.socket.remoteAddress;
    // A closed socket has no address any more.
    if (peer === undefined) return null;
    if (!trust(peer, 0)) return withoutIpv6(peer);
    const forwarded = request.headers['x-forwarded-for'];
    // One hop, which is what most proxies say: there is nothing to choose from.
    if (typeof forwarded === 'string' && SINGLE.test(forwarded)) return withoutIpv6(forwarded);
    return withoutIpv6(proxyAddr(request, trust));
  };
}

const SINGLE = /^[0-9a-fA-F.:]+$/;

/** An address of IPv4 as such, also where the system shows it as one of IPv6 (RFC 4291 §2.5.5.2). */
function withoutIpv6(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}
