import { displayText } from '../layout/display-text.ts';
import { IsolatedText } from '../layout/isolated-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import type { PermissionView } from './permission-view.ts';

/** Whom a group of permissions is about: the person, or an API with its address. */
export function GroupName({ page, group }: { page: PageContext; group: PermissionView['group'] }) {
  if (group.kind === 'user_data') return <>{page.t('consent.group_user_data')}</>;
  return (
    <>
      <IsolatedText text={group.name} max={100} />
      {displayText(group.resource) !== displayText(group.name) && (
        <span class="resource">
          <IsolatedText text={group.resource} max={120} />
        </span>
      )}
    </>
  );
}
