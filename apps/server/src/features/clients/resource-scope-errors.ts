import type { FieldError } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { jsonPointer } from '../../platform/json-pointer.ts';
import { findResourceServers } from '../resource-servers/find-resource-servers.ts';

/** Every entry of a ceiling must be a scope of an existing resource server. */
export async function resourceScopeErrors(ctx: Context, resourceScopes: Record<string, string[]>): Promise<FieldError[]> {
  const resources = Object.keys(resourceScopes);
  const known = new Map(
    (await findResourceServers(ctx, resources)).map((row) => [row.resource, new Set(row.scopes.map((scope) => scope.name))]),
  );
  return Object.entries(resourceScopes).flatMap(([resource, scopes]) => {
    const names = known.get(resource);
    if (names === undefined)
      return [{ pointer: jsonPointer(['resource_scopes', resource]), detail: `there is no resource server “${resource}”` }];
    return scopes.flatMap((scope, index) =>
      names.has(scope)
        ? []
        : [{ pointer: jsonPointer(['resource_scopes', resource, index]), detail: `“${resource}” has no scope “${scope}”` }],
    );
  });
}

/** An API that a client is itself must exist. */
export async function servedResourceErrors(ctx: Context, resources: string[]): Promise<FieldError[]> {
  if (resources.length === 0) return [];
  const known = new Set((await findResourceServers(ctx, resources)).map(({ resource }) => resource));
  return resources.flatMap((resource, index) =>
    known.has(resource) ? [] : [{ pointer: `#/serves_resources/${index}`, detail: `there is no resource server “${resource}”` }],
  );
}
