import { STANDARD_SCOPES, type ResourceServerScope } from '@consentry/contract';
import { Problem } from '../../problem.ts';

const STANDARD: ReadonlySet<string> = new Set(STANDARD_SCOPES);

/** An API’s scope may not be called like one of the provider’s own: in a request’s `scope` nobody could tell the two apart. */
export function assertScopeNames(scopes: readonly ResourceServerScope[]): void {
  const errors = scopes.flatMap(({ name }, index) =>
    STANDARD.has(name)
      ? [{ pointer: `#/scopes/${index}/name`, detail: `“${name}” is a scope of the provider itself; choose another name` }]
      : [],
  );
  if (errors.length > 0) throw new Problem('invalid-request', errors.map((error) => error.detail).join('; '), { errors });
}
