import type { RecordedExchange } from '@consentry/contract';
import type { CustomFetch } from 'openid-client';
import { maskJson, maskUrl, maskValue } from './mask-secrets.ts';

/** Headers that say something to a developer. */
const REQUEST_HEADERS = new Set(['authorization', 'content-type', 'accept', 'dpop']);
const RESPONSE_HEADERS = new Set(['content-type', 'www-authenticate', 'cache-control', 'dpop-nonce', 'location', 'x-request-id']);

/** A `fetch` that remembers what went over it, with secrets masked. */
export class ExchangeRecorder {
  readonly #send: CustomFetch;
  #recorded: RecordedExchange[] = [];

  constructor(send: CustomFetch) {
    this.#send = send;
  }

  readonly fetch: CustomFetch = async (url, options) => {
    const body = typeof options.body === 'string' || options.body instanceof URLSearchParams ? options.body.toString() : '';
    const response = await this.#send(url, options);
    const text = await response.text();
    this.#recorded.push({
      method: options.method,
      url: maskUrl(url),
      request_headers: named(Object.entries(options.headers), REQUEST_HEADERS),
      request_body: [...new URLSearchParams(body)].map(([name, value]) => ({ name, value: maskValue(name, value) })),
      status: response.status,
      response_headers: named(response.headers.entries(), RESPONSE_HEADERS),
      response_body: maskJson(text),
    });
    return new Response(response.status === 204 ? null : text, { status: response.status, headers: response.headers });
  };

  /** What was recorded since the last call. */
  take(): RecordedExchange[] {
    const recorded = this.#recorded;
    this.#recorded = [];
    return recorded;
  }
}

function named(headers: Iterable<[string, string]>, telling: ReadonlySet<string>): { name: string; value: string }[] {
  return [...headers].filter(([name]) => telling.has(name.toLowerCase())).map(([name, value]) => ({ name, value: maskValue(name, value) }));
}
