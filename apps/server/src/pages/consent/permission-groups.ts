import type { PermissionView } from './permission-view.ts';

interface PermissionGroup<View extends PermissionView> {
  key: string;
  group: PermissionView['group'];
  permissions: View[];
}

/** Permissions under the person's data, which comes first, or the API they belong to; by resource, never by name: two APIs may have the same name. */
export function groupPermissions<View extends PermissionView>(permissions: readonly View[]): PermissionGroup<View>[] {
  const byKey = Map.groupBy(permissions, ({ group }) => (group.kind === 'user_data' ? '' : group.resource));
  return [...byKey]
    .toSorted(([a], [b]) => Number(a !== '') - Number(b !== ''))
    .flatMap(([key, members]) => (members[0] ? [{ key, group: members[0].group, permissions: members }] : []));
}
