import type { PageContext } from '../layout/page-context.ts';
import type { ConsentView } from './consent-view.ts';
import { DetailList } from './detail-list.tsx';
import { LastingAccess } from './lasting-access.tsx';
import { PermissionList } from './permission-list.tsx';

/** What was allowed earlier of what the request asks for; open when there is nothing else to read. */
export function GrantedBefore({ page, view }: { page: PageContext; view: ConsentView }) {
  const count = view.granted_permissions.length + view.granted_details.length + (view.lasting_access === 'granted' ? 1 : 0);
  if (count === 0) return null;
  return (
    <details open={view.reconfirm}>
      <summary>{page.t(view.client.party === 'first_party' ? 'consent.granted_first_party' : 'consent.granted', { count })}</summary>
      <PermissionList page={page} permissions={view.granted_permissions} />
      <DetailList page={page} details={view.granted_details} />
      {view.lasting_access === 'granted' && <LastingAccess page={page} />}
    </details>
  );
}
