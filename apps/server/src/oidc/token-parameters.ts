import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Step } from 'oidc-provider/lib/helpers/router.js';
import internals from 'oidc-provider/lib/helpers/weak_cache.js';
import assembleParams from 'oidc-provider/lib/shared/assemble_params.js';
import { getClientAuthParams } from 'oidc-provider/lib/shared/client_auth.js';

/**
 * Reads the parameters of a token request that its grant has. The engine reads those of all grants and takes most of them away again when
 * the client is known; an object that was made smaller is slow for whoever reads it afterwards.
 */
export function readParametersOfGrant(step: Step, route: string): Step {
  if (route !== 'token') return step;
  const known = new Map<string, readonly string[]>();
  return function assembleGrantParams(ctx, next) {
    const grantType: unknown = ctx.oidc.body?.['grant_type'];
    // None, several, or one that the engine is about to refuse.
    if (typeof grantType !== 'string') return step(ctx, next);
    const names = known.get(grantType) ?? parametersOf(ctx, grantType);
    if (names === undefined) return step(ctx, next);
    known.set(grantType, names);
    return assembleParams(names, ctx, next);
  };
}

/** What the grant does not have has not been read. */
export function ofGrantFromTheStart(): Step {
  return (_ctx, next) => next();
}

function parametersOf(ctx: KoaContextWithOIDC, grantType: string): readonly string[] | undefined {
  const ofGrant = internals(ctx.oidc.provider).grantTypeParams.get(grantType);
  return ofGrant === undefined ? undefined : [...new Set([...ofGrant, ...getClientAuthParams(ctx)])];
}
