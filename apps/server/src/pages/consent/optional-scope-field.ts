import type { ScopeIdentity } from '../../features/grants/new-scopes.ts';

/** Name of the checkbox of an optional scope, by its identity: what stands on the page may have changed when the answer comes. */
export function optionalScopeField({ resource, scope }: ScopeIdentity): string {
  return resource === null ? `optional_scope:${scope}` : `optional_scope:${resource} ${scope}`;
}
