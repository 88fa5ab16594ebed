import type { Provider } from 'oidc-provider';
import type { Step } from 'oidc-provider/lib/actions/userinfo.js';
import requestUnderWay from 'oidc-provider/lib/helpers/als.js';
import Router, { type AddRoute } from 'oidc-provider/lib/helpers/router.js';

/** The engine's step that does the same. */
const OWN_STEP = 'ensureOIDC';

const { get, post, put, delete: del, options } = Router.prototype;
const ADDERS = { get, post, put, delete: del, options };

/**
 * Gives each request its `ctx.oidc` as a value; to be called before the engine is made. The engine defines a getter for it instead, new
 * for each request. V8 keeps what it notes of a getter in the old generation, and what that leads to, which is the whole request, lives
 * until the next full collection: every minor one copies hundreds of requests that are over (record 0034).
 */
export function holdRequestStateAsValue(): void {
  for (const [method, add] of Object.entries(ADDERS) as [keyof typeof ADDERS, AddRoute][]) {
    Router.prototype[method] = function addRoute(name, path, ...steps) {
      return add.call(this, name, path, ...steps.map((step) => (step.name === OWN_STEP ? giveState : step)));
    };
  }
}

const giveState: Step = (ctx, next) => {
  const { OIDCContext } = ctx.app as unknown as Provider;
  ctx.oidc = new OIDCContext(ctx);
  return requestUnderWay.run(ctx, next);
};
