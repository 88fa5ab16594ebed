import type { Step } from 'oidc-provider/lib/helpers/router.js';

/**
 * The engine refuses to introspect a JWT, but an API that asks about every token should get an answer for each (RFC 7662 §2.2): the
 * storage of access tokens reads JWTs (see jwt-access-tokens.ts). So that step is left out. It would also take an error, and its time,
 * to see that a token is none.
 */
export function introspectStructuredTokens(step: Step, route: string): Step {
  return route === 'introspection' ? (_ctx, next) => next() : step;
}

/** The value when it is a JWT; `null` for anything else. */
export function structuredToken(value: string): string | null {
  return value.split('.').length === 3 ? value : null;
}
