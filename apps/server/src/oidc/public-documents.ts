import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { RowCache } from '../platform/row-cache.ts';
import { ROUTES, WELL_KNOWN } from './routes.ts';

interface KeptDocument {
  body: Buffer;
  type: string;
  etag: string;
  /** Of the configuration that it was made from. */
  generation: number;
}

/**
 * Whose answers are the same for everybody, as they are spelled. The engine finds its routes in capitals too, and with a slash more: of
 * each such spelling a copy would be kept for anybody who asks.
 */
const KEPT_PATHS: ReadonlySet<string> = new Set([
  `${WELL_KNOWN}/openid-configuration`,
  `${WELL_KNOWN}/oauth-authorization-server`,
  ROUTES.jwks,
]);

/**
 * Discovery and keys, made once and then answered from memory, until anything that operators configure changes.
 * With an entity tag, so that whoever has the document learns that it is still the same (RFC 9110 §8.8.3).
 */
export class PublicDocuments {
  readonly #cache: RowCache;
  readonly #kept = new Map<string, KeptDocument>();

  constructor(cache: RowCache) {
    this.#cache = cache;
  }

  /** Whether the request was answered. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const kept = request.method === 'GET' ? this.#kept.get(request.url ?? '') : undefined;
    if (kept === undefined || kept.generation !== this.#cache.generation || !this.#cache.isBelieved) return false;
    response.setHeader('etag', kept.etag);
    if (request.headers['if-none-match'] === kept.etag) {
      response.writeHead(304).end();
      return true;
    }
    response.writeHead(200, { 'content-type': kept.type, 'content-length': kept.body.length });
    response.end(kept.body);
    return true;
  }

  /** Keeps what the engine answers. */
  middleware() {
    return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
      const { generation } = this.#cache;
      await next();
      if (ctx.method !== 'GET' || ctx.status !== 200 || !KEPT_PATHS.has(ctx.path) || ctx.search !== '') return;
      const body = Buffer.from(JSON.stringify(ctx.body));
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
      this.#kept.set(ctx.path, { body, type: ctx.response.get('content-type'), etag, generation });
      ctx.set('etag', etag);
    };
  }
}
