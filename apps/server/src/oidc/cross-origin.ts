import type { Step } from 'oidc-provider/lib/helpers/router.js';

/**
 * Who sends no `Origin` is no page of another site, and is answered without a word about them: nothing here is kept by a cache that could
 * hand it to one (Fetch §3.2.5). The engine reads and names all headers of the answer first.
 */
export function crossOriginForBrowsers(step: Step): Step {
  return function answerOrigin(ctx, next) {
    return ctx.headers.origin === undefined && ctx.method !== 'OPTIONS' ? next() : step(ctx, next);
  };
}
