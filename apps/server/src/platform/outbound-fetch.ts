import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import ipaddr from 'ipaddr.js';
import type { Agent } from 'undici';

export type OutboundFailureReason = 'address_refused' | 'host_not_found' | 'unreachable' | 'tls' | 'timeout';

/** No answer came, or the server did not even ask for one. */
export class OutboundFailure extends Error {
  override name = 'OutboundFailure';
  readonly reason: OutboundFailureReason;

  constructor(reason: OutboundFailureReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

export interface OutboundRequest {
  url: string;
  method: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  /** For the whole exchange: look-up, connection, answer. */
  timeout_ms: number;
  /** How much of the answer's body is read; 0: nothing. */
  max_bytes: number;
}

export interface OutboundAnswer {
  /** A redirect is an answer like any other: it is never followed. */
  status: number;
  /** By name in lower case; of a header that came twice, the first. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  /** Whether `body` is all that there was. */
  complete: boolean;
}

/**
 * Requests to addresses that somebody else has chosen. Only public addresses are called (server-side request forgery): a name is checked
 * where it is looked up, so that what was checked is what is connected to, and an address in the URL, which nobody looks up, before.
 */
export class OutboundFetch {
  readonly #allowPrivate: boolean;
  readonly #privateHosts: readonly string[];
  readonly #public = once(() => agent({ lookup: lookUpPublic }));
  readonly #any = once(() => agent({}));

  /**
   * @param options.allow_private calls the own machine and private networks too: for development
   * @param options.private_hosts does so for these hosts alone, each with its port
   */
  constructor({ allow_private, private_hosts = [] }: { allow_private: boolean; private_hosts?: readonly string[] }) {
    this.#allowPrivate = allow_private;
    this.#privateHosts = private_hosts;
  }

  /** Throws `OutboundFailure`. */
  async fetch(wanted: OutboundRequest): Promise<OutboundAnswer> {
    const url = new URL(wanted.url);
    const anywhere = this.#allowPrivate || this.#privateHosts.includes(url.host);
    if (!anywhere) assertPublicLiteral(url);
    try {
      const { request } = await import('undici');
      const answer = await request(url, {
        method: wanted.method,
        headers: { 'user-agent': 'Consentry', ...wanted.headers },
        ...(wanted.body === undefined ? {} : { body: wanted.body }),
        dispatcher: await (anywhere ? this.#any() : this.#public()),
        signal: AbortSignal.timeout(wanted.timeout_ms),
      });
      return { status: answer.statusCode, headers: firstOfEach(answer.headers), ...(await readBody(answer.body, wanted.max_bytes)) };
    } catch (cause) {
      throw asFailure(cause);
    }
  }
}

/** Many a server calls nobody, so that what calls is loaded and made with the first call. */
async function agent(connect: { lookup?: LookupFunction }): Promise<Agent> {
  const undici = await import('undici');
  return new undici.Agent({ connect, allowH2: false, pipelining: 0, maxHeaderSize: 16_384 });
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

function firstOfEach(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      [value ?? []]
        .flat()
        .slice(0, 1)
        .map((one) => [name, one]),
    ),
  );
}

/** Whether a URL's host is this machine, whatever is looked up. */
export function isLoopbackUrl(url: string): boolean {
  const host = hostOf(new URL(url));
  return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');
}

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/** Whether an address belongs to the public internet; an IPv4 address inside an IPv6 one counts as what it is. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || address.match(GLOBAL_UNICAST);
}

function assertPublicLiteral(url: URL): void {
  const host = hostOf(url);
  if (ipaddr.isValid(host) && !isPublicAddress(host)) throw refused(host);
}

/** The URL parser has already brought short, octal and hexadecimal forms of an address into the one form. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** One private address among several refuses the name: which of them is called is not ours to say. */
const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '');
    const [first] = addresses;
    const wrong = addresses.find(({ address }) => !isPublicAddress(address));
    if (wrong !== undefined || first === undefined) return callback(refused(hostname), '');
    if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

function refused(host: string): OutboundFailure {
  return new OutboundFailure('address_refused', `${host} leads to an address that is not public`);
}

async function readBody(body: Readable, maxBytes: number): Promise<Pick<OutboundAnswer, 'body' | 'complete'>> {
  // Giving up on the rest is reported as an error of the stream, which nobody waits for.
  body.on('error', () => {});
  const chunks: Buffer[] = [];
  let size = 0;
  if (maxBytes > 0) {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) break;
    }
  }
  body.destroy();
  return { body: Buffer.concat(chunks).subarray(0, maxBytes), complete: maxBytes > 0 && size <= maxBytes };
}

function asFailure(error: unknown): OutboundFailure {
  if (error instanceof OutboundFailure) return error;
  const reason = reasonOf(error);
  return new OutboundFailure(reason, error instanceof Error ? error.message : reason, { cause: error });
}

function reasonOf(error: unknown): OutboundFailureReason {
  if (!(error instanceof Error)) return 'unreachable';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (error.name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(code)) return 'timeout';
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'host_not_found';
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO)/.test(code)) return 'tls';
  return 'unreachable';
}
