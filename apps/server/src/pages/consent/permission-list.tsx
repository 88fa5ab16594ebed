import type { Child } from 'hono/jsx';
import { IsolatedText } from '../layout/isolated-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageIcon } from '../layout/page-icon.tsx';
import type { PageIconName } from '../layout/page-icon.tsx';
import { GroupName } from './group-name.tsx';
import { PermissionDetails } from './permission-details.tsx';
import { groupPermissions } from './permission-groups.ts';
import type { PermissionView } from './permission-view.ts';

const SCOPE_ICONS: Readonly<Record<string, PageIconName>> = {
  openid: 'badge',
  profile: 'account',
  email: 'mail',
  phone: 'phone',
  address: 'place',
  groups: 'group',
};

function iconOf({ group, scope }: PermissionView): PageIconName {
  return group.kind === 'resource_server' ? 'api' : (SCOPE_ICONS[scope] ?? 'badge');
}

type PermissionItemProps<View extends PermissionView> = Pick<PermissionListProps<View>, 'page' | 'action'> & {
  permission: View;
};

function PermissionItem<View extends PermissionView>({ page, permission, action }: PermissionItemProps<View>) {
  return (
    <li class="permission">
      <PageIcon name={iconOf(permission)} />
      <div>
        <p class="strong">
          <IsolatedText text={permission.title} max={300} lang={permission.lang} />
        </p>
        <PermissionDetails page={page} permission={permission} />
        {action?.(permission)}
      </div>
    </li>
  );
}

interface PermissionListProps<View extends PermissionView> {
  page: PageContext;
  permissions: readonly View[];
  /** The element of the groups' headings, as deep as the list stands. */
  heading?: 'h2' | 'h3';
  /** What the person can do about one, below it. */
  action?: (permission: View) => Child;
}

/** Permissions under the person's data or the API they belong to. */
export function PermissionList<View extends PermissionView>(props: PermissionListProps<View>) {
  const { page, permissions, heading: Heading = 'h2', action } = props;
  return (
    <>
      {groupPermissions(permissions).map(({ key, group, permissions: members }) => (
        <section key={key} class="permissions">
          <Heading>
            <GroupName page={page} group={group} />
          </Heading>
          <ul>
            {members.map((permission) => (
              <PermissionItem
                key={permission.key}
                page={page}
                permission={permission}

                {...(action ? { action } : {})}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
