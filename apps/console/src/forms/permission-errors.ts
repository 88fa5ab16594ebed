import type { StandardScope } from '@consentry/contract';
import type { FormErrors } from '@mantine/form';
import type { ReactNode } from 'react';
import type { ClientPermissions } from './client-permissions.ts';

/** What the server says of one permission: about having it, and about its being optional. */
export interface PermissionErrors {
  held: ReactNode;
  optional: ReactNode;
}

export function standardScopeErrors(errors: FormErrors, values: ClientPermissions, scope: StandardScope): PermissionErrors {
  return {
    held: errors[`scopes.${values.scopes.indexOf(scope)}`],
    optional: errors[`optional_scopes.${values.optional_scopes.indexOf(scope)}`],
  };
}

/** A fault of the whole resource stands at each scope that is asked of it. */
export function resourceScopeErrors(
  errors: FormErrors,
  values: ClientPermissions,
  { resource, scope }: { resource: string; scope: string },
): PermissionErrors {
  const errorAt = (member: 'resource_scopes' | 'optional_resource_scopes'): ReactNode => {
    const index = values[member][resource]?.indexOf(scope) ?? -1;
    return index < 0 ? undefined : (errors[`${member}.${resource}.${index}`] ?? errors[`${member}.${resource}`]);
  };
  return { held: errorAt('resource_scopes'), optional: errorAt('optional_resource_scopes') };
}
