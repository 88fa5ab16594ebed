import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { MANAGEMENT_METADATA_PATH } from './protected-resource-routes.ts';
import { ROUTES } from '../oidc/routes.ts';
import type { Logger } from '../platform/logger.ts';
import type { Random } from '../platform/random.ts';
import { RateLimited } from '../platform/rate-limit.ts';
import { answerRateLimited, type FloodLimits } from './flood-limits.ts';
import { proxyHeaderGuard } from './proxy-header-guard.ts';
import { clientAddressReader, setRequestInfo } from './request-context.ts';
import { securityHeaders } from './security-headers.ts';

export interface ListenerOptions {
  public_url: URL;
  trusted_proxies: readonly string[];
  /** Where clients show certificates, when that is not the public URL (RFC 8705 §5). */
  certificate_url: URL | null;
  /** Headers that only a trusted proxy may send. */
  proxy_headers: readonly string[];
  random: Random;
  logger: Logger;
  limits: FloodLimits;
  /** The protocol engine: what is under `/oauth2/` and `/.well-known/`. */
  protocol: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Everything else: pages, console, management API. */
  pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** One listener for the one origin: gives each request its id, address and headers, then sends it to its part of the server. */
export function createListener(options: ListenerOptions): RequestListener {
  const addressOf = clientAddressReader(options.trusted_proxies);
  const keepProxyHeaders = proxyHeaderGuard(options);
  const setSecurityHeaders = securityHeaders({ https: options.public_url.protocol === 'https:' });
  return (request, response) => {
    const path = pathOf(request);
    const info = { id: options.random.id(), ip: addressOf(request) };
    setRequestInfo(request, info);
    response.setHeader('x-request-id', info.id);
    setSecurityHeaders(response, path, request.method);
    const canonical = canonicalUrl(request, options.public_url);
    if (canonical !== null) {
      response.writeHead(307, { location: canonical }).end();
      return;
    }
    keepProxyHeaders(request);
    useOwnUrl(request, certificateUrlOf(request, path, options.certificate_url) ?? options.public_url);
    useKnownAddress(request, info.ip);
    void dispatch(options, { request, response, path, ip: info.ip });
  };
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  path: string;
  ip: string | null;
}

async function dispatch(options: ListenerOptions, { request, response, path, ip }: Exchange): Promise<void> {
  if (isTooLargeForProtocol(request, path)) return answerTooLarge(response);
  try {
    options.limits.consume(request, response, { path, ip });
    const part = isProtocol(path) ? options.protocol : options.pages;
    await part(request, response);
  } catch (error) {
    if (error instanceof RateLimited) return answerRateLimited(response, error);
    options.logger.error({ err: error, path: withoutToken(path) }, 'a request failed outside of every handler');
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

function isProtocol(path: string): boolean {
  const place = ROUTES.code_verification;
  if (path === MANAGEMENT_METADATA_PATH) return false;
  return path.startsWith('/oauth2/') || path.startsWith('/.well-known/') || path === place || path.startsWith(`${place}/`);
}

/** The token of a partner link stands in its path (I8). */
function withoutToken(path: string): string {
  return path.replace(/^(\/partner\/)[^/]*/, '$1…');
}

/** The engine reads no larger body; what says its length is answered before it is sent (RFC 9110 §15.5.14). */
const MAX_PROTOCOL_BODY_BYTES = 56 * 1024;

function isTooLargeForProtocol(request: IncomingMessage, path: string): boolean {
  return path.startsWith('/oauth2/') && Number(request.headers['content-length'] ?? 0) > MAX_PROTOCOL_BODY_BYTES;
}

function answerTooLarge(response: ServerResponse): void {
  response.writeHead(413, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ error: 'invalid_request', error_description: `the body is larger than ${MAX_PROTOCOL_BODY_BYTES} bytes` }));
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/';
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

/** Whatever host and scheme a request or a proxy names, addresses are made from one of ours alone. */
function useOwnUrl(request: IncomingMessage, own: URL): void {
  request.headers['x-forwarded-host'] = own.host;
  request.headers['x-forwarded-proto'] = own.protocol.slice(0, -1);
}

/** Where the address itself counts: a DPoP proof names the one that it was sent to (RFC 9449 §4.3). */
const PROVEN_ADDRESSES: ReadonlySet<string> = new Set([ROUTES.token, ROUTES.userinfo, ROUTES.pushed_authorization_request]);

function certificateUrlOf({ headers }: IncomingMessage, path: string, url: URL | null): URL | null {
  return url !== null && headers.host === url.host && PROVEN_ADDRESSES.has(path) ? url : null;
}

/** Whatever hops a request names, the engine knows the address that counts. */
function useKnownAddress(request: IncomingMessage, ip: string | null): void {
  if (ip === null) delete request.headers['x-forwarded-for'];
  else request.headers['x-forwarded-for'] = ip;
}

/**
 * On one's own machine `127.0.0.1` and `localhost` are easily mixed up, but cookies tell them apart: browsers are sent to the one of the public URL.
 * Elsewhere a proxy may well use another host name, so that nothing is said.
 */
function canonicalUrl(request: IncomingMessage, publicUrl: URL): string | null {
  const { host } = request.headers;
  if (host === undefined || host === publicUrl.host || request.method !== 'GET') return null;
  if (!LOOPBACK_HOST.test(host) || !LOOPBACK_HOST.test(publicUrl.host) || request.headers['sec-fetch-mode'] !== 'navigate') return null;
  return publicUrl.origin + (request.url ?? '/');
}
