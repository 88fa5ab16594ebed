interface OptionalScopes {
  optional_scopes: readonly string[];
  optional_resource_scopes: Readonly<Record<string, readonly string[]>>;
}

/** Whether a user may leave this scope out. A scope is the pair of resource and name; `null` is the provider itself. */
export function isOptionalScope(client: OptionalScopes, { resource, scope }: { resource: string | null; scope: string }): boolean {
  if (resource === null) return scope !== 'openid' && client.optional_scopes.includes(scope);
  const ofResource = client.optional_resource_scopes;
  return Object.hasOwn(ofResource, resource) && (ofResource[resource]?.includes(scope) ?? false);
}
