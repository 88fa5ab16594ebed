import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';

export interface Exchange {
  readonly url: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Bytes of the body as they came over the wire. */
  readonly wire_bytes: number;
  /** The body as JSON; throws when it is none. */
  json(): Record<string, unknown>;
}

export interface ExchangeOptions {
  method?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Uint8Array;
}

/** One HTTP request as written, without redirects, and without the headers that `fetch` adds or forbids. */
export function exchange(url: string | URL, options: ExchangeOptions = {}): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const body = options.body === undefined ? undefined : Buffer.from(options.body);
    const headers = { ...options.headers, ...(body === undefined ? {} : { 'content-length': String(body.length) }) };
    const sent = httpRequest(url, { method: options.method ?? 'GET', headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const wire = Buffer.concat(chunks);
        const text = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(wire) : wire).toString('utf8');
        resolve({
          url: String(url),
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          wire_bytes: wire.length,
          json: () => asObject(text),
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A form as `application/x-www-form-urlencoded`; an array sends the name several times. */
export function formBody(fields: Record<string, string | string[]>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) form.append(name, one);
  }
  return form.toString();
}

function asObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError(`not a JSON object: ${text.slice(0, 200)}`);
  return Object.fromEntries(Object.entries(value));
}
