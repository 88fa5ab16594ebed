import type { PageContext } from '../layout/page-context.ts';
import { PermissionList } from './permission-list.tsx';
import type { PermissionView } from './permission-view.ts';
import { SensitivityNote } from './sensitivity-note.tsx';

interface SensitivePermissionsProps {
  page: PageContext;
  permissions: readonly PermissionView[];
}

const TITLES = { sensitive: 'consent.group_sensitive', restricted: 'consent.group_restricted' } as const;

/** What can do harm stands apart from what is ordinary, and says so. */
export function SensitivePermissions({ page, permissions }: SensitivePermissionsProps) {
  return (
    <>
      {(['sensitive', 'restricted'] as const).map((level) => {
        const members = permissions.filter(({ sensitivity }) => sensitivity === level);
        if (members.length === 0) return null;
        return (
          <section key={level} class="sensitivity">
            <h2>{page.t(TITLES[level])}</h2>
            <SensitivityNote page={page} sensitivity={level} />
            <PermissionList page={page} permissions={members} heading="h3" />
          </section>
        );
      })}
    </>
  );
}
