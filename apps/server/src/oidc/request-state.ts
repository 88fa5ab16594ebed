import type { Provider } from 'oidc-provider';
import requestUnderWay from 'oidc-provider/lib/helpers/als.js';
import type { Step } from 'oidc-provider/lib/helpers/router.js';

/**
 * Gives each request its `ctx.oidc` as a value. The engine defines a getter for it instead, new for each request. V8 keeps what it notes
 * of a getter in the old generation, and what that leads to, which is the whole request, lives until the next full collection: every
 * minor one copies hundreds of requests that are over (record 0034).
 */
export function holdRequestState(): Step {
  return function giveState(ctx, next) {
    const { OIDCContext } = ctx.app as unknown as Provider;
    ctx.oidc = new OIDCContext(ctx);
    return requestUnderWay.run(ctx, next);
  };
}
