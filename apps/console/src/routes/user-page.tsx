import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AddressTabs } from '../components/address-tabs.tsx';
import { isGone } from '../components/failure-text.ts';
import { Page } from '../components/page.tsx';
import { Tag } from '../components/tag.tsx';
import { userQuery } from '../data/users.ts';

const route = getRouteApi('/users/$user_id');
const TABS = ['profile', 'grants', 'access'] as const;
type Tab = (typeof TABS)[number];

const ADDRESSES = {
  profile: '/users/$user_id',
  grants: '/users/$user_id/connected-apps',
  access: '/users/$user_id/access',
} as const satisfies Record<Tab, string>;

export function UserPage() {
  const { t } = useTranslation();
  const { user_id } = route.useParams();
  const { data: user, error } = useSuspenseQuery(userQuery(user_id));
  const navigate = route.useNavigate();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  if (isGone(error)) throw error;
  const badges = (
    <>
      {user.operator && <Tag tone="accent">{t('users.operator')}</Tag>}
      {user.disabled_at !== null && <Tag tone="danger">{t('users.disabled')}</Tag>}
    </>
  );
  return (
    <Page
      title={user.claims.name ?? user.username}
      badges={badges}
      lead={<bdi>{user.username}</bdi>}
      back={{ to: '/users', label: t('users.title') }}
      actions={
        <Button variant="default" renderRoot={(props) => <Link to="/activity" search={{ user_id }} {...props} />}>
          {t('audit_events.show_for_one')}
        </Button>
      }
    >
      <AddressTabs
        label={t('users.tabs')}
        value={tabOf(pathname)}
        tabs={TABS.map((value) => ({ value, label: t(`users.tab_${value}`) }))}
        onChange={(next) => void navigate({ to: ADDRESSES[next] })}
      >
        <Outlet />
      </AddressTabs>
    </Page>
  );
}

function tabOf(pathname: string): Tab {
  if (pathname.endsWith('/connected-apps')) return 'grants';
  return pathname.endsWith('/access') ? 'access' : 'profile';
}
