import type { MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';

/**
 * Lists of the management API over the wire. An answer that has a version keeps its strong `ETag`, and so its bytes (RFC 9110 §8.8.1).
 * No page of another site can have such a request sent with the console's cookie, so that sizes tell nobody anything.
 */
export function compressAnswers(): MiddlewareHandler {
  const zip = compress();
  return (c, next) =>
    zip(c, async () => {
      await next();
      if (c.res.headers.has('etag')) c.res.headers.set('cache-control', 'no-store, no-transform');
    });
}
