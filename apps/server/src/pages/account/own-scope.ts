import type { PermissionView } from '../consent/permission-view.ts';

/** A scope is the pair of resource and name; `null` is the provider itself. */
export interface OwnScope {
  resource: string | null;
  scope: string;
}

/** OIDC Core §11 */
export const OFFLINE_ACCESS: OwnScope = { resource: null, scope: 'offline_access' };

/** The scope that a permission is, as it is told to the server. */
export function scopeOf({ group, scope }: PermissionView): OwnScope {
  return { resource: group.kind === 'resource_server' ? group.resource : null, scope };
}

/** The same from a form, where no resource is an empty one. */
export function readOwnScope(form: Readonly<Record<string, string>>): OwnScope {
  const { resource = '', scope = '' } = form;
  return { resource: resource === '' ? null : resource, scope };
}
