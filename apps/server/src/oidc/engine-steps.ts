import Router, { type AddRoute, type Step } from 'oidc-provider/lib/helpers/router.js';
import type { Context } from '../context.ts';
import { checkGrantTypeAllowed } from './allowed-grant-type.ts';
import { crossOriginForBrowsers } from './cross-origin.ts';
import { holdRequestState } from './request-state.ts';
import { introspectStructuredTokens } from './structured-tokens.ts';
import { ofGrantFromTheStart, readParametersOfGrant } from './token-parameters.ts';
import { userinfoParties } from './userinfo-parties.ts';

/** What is done instead of a step of the engine's, on one of its routes. */
export type Replace = (step: Step, route: string) => Step;

const { get, post, put, delete: del, options } = Router.prototype;
const ADDERS = { get, post, put, delete: del, options };

/** Each found by the name that the engine has for it. */
export function stepsDoneOurWay(context: Context): ReadonlyMap<string, Replace> {
  return new Map<string, Replace>([
    ['ensureOIDC', holdRequestState],
    // The engine's only ones without a name.
    ['', crossOriginForBrowsers],
    ['assembleTokenParams', readParametersOfGrant],
    ['stripGrantIrrelevantParams', ofGrantFromTheStart],
    ['allowedGrantTypeCheck', checkGrantTypeAllowed],
    ['rejectStructuredTokens', introspectStructuredTokens],
    ...userinfoParties(context),
  ]);
}

/** Has some of the engine's steps done our way; to be called before the engine is made, of which each keeps what it was made with. */
export function replaceEngineSteps(context: Context): void {
  const ours = stepsDoneOurWay(context);
  for (const [method, add] of Object.entries(ADDERS) as [keyof typeof ADDERS, AddRoute][]) {
    Router.prototype[method] = function addRoute(name, path, ...steps) {
      return add.call(this, name, path, ...steps.map((step) => ours.get(step.name)?.(step, name) ?? step));
    };
  }
}
