/** A scope is the pair of resource and name: two APIs with a scope of one name never mix. `null` is the provider itself. */
export interface ScopeIdentity {
  resource: string | null;
  scope: string;
}

/** Those of `asked` that `granted` lacks, each once. */
export function newScopes(granted: readonly ScopeIdentity[], asked: readonly ScopeIdentity[]): ScopeIdentity[] {
  const seen = new Set(granted.map(keyOf));
  const added: ScopeIdentity[] = [];
  for (const { resource, scope } of asked) {
    const key = keyOf({ resource, scope });
    if (!seen.has(key)) added.push({ resource, scope });
    seen.add(key);
  }
  return added;
}

function keyOf(identity: ScopeIdentity): string {
  return JSON.stringify([identity.resource, identity.scope]);
}
