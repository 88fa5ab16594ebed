import type { Client } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AddressTabs } from '../components/address-tabs.tsx';
import { ClientOriginNotice } from '../components/client-origin-notice.tsx';
import { DisabledNotice } from '../components/disabled-notice.tsx';
import { ClientAvatar } from '../components/client-avatar.tsx';
import { isGone } from '../components/failure-text.ts';
import { Page } from '../components/page.tsx';
import { Tag } from '../components/tag.tsx';
import { clientQuery } from '../data/clients.ts';

const route = getRouteApi('/applications/$client_id');
const TABS = [
  'credentials',
  'guide',
  'settings',
  'branding',
  'permissions',
  'grants',
  'test',
  'refused-requests',
  'history',
  'danger',
] as const;
type Tab = (typeof TABS)[number];

const ADDRESSES = {
  credentials: '/applications/$client_id',
  guide: '/applications/$client_id/guide',
  settings: '/applications/$client_id/settings',
  branding: '/applications/$client_id/branding',
  permissions: '/applications/$client_id/permissions',
  grants: '/applications/$client_id/grants',
  test: '/applications/$client_id/test',
  'refused-requests': '/applications/$client_id/refused-requests',
  history: '/applications/$client_id/history',
  danger: '/applications/$client_id/danger',
} as const satisfies Record<Tab, string>;

export function ClientPage() {
  const { t } = useTranslation();
  const client = useClient();
  const navigate = route.useNavigate();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  // A guide stands below its tab.
  const tab = TABS.find((name) => pathname.endsWith(`/${name}`) || pathname.includes(`/${name}/`)) ?? 'credentials';
  const back = {
    to: '/applications',
    search: { tab: client.party === 'first_party' ? 'my-apps' : 'third-party' },
    label: t('clients.title'),
  } as const;
  const avatar = <ClientAvatar client={client} size="large" />;
  const badges = (
    <>
      <Tag tone={client.party === 'third_party' ? 'accent' : 'plain'}>{t(`party.${client.party}`)}</Tag>
      <Tag>{t(`app_types.${client.app_type}.name`)}</Tag>
      {client.state === 'disabled' && <Tag tone="danger">{t('clients.state.disabled')}</Tag>}
    </>
  );

  return (
    <Page
      title={client.name}
      avatar={avatar}
      badges={badges}
      lead={client.description === '' ? undefined : <span dir="auto">{client.description}</span>}
      back={back}
      actions={
        <Button variant="default" renderRoot={(props) => <Link to="/activity" search={{ client_id: client.client_id }} {...props} />}>
          {t('audit_events.show_for_one')}
        </Button>
      }
    >
      {tab !== 'danger' && <DisabledNotice client={client} />}
      <ClientOriginNotice client={client} />
      <AddressTabs
        label={t('client.tabs')}
        value={tab}
        tabs={TABS.map((value) => ({ value, label: t(`client.tab_${value}`) }))}
        onChange={(next) => void navigate({ to: ADDRESSES[next] })}
      >
        <Outlet />
      </AddressTabs>
    </Page>
  );
}

/** Another operator may delete the application while this page is open. */
function useClient(): Client {
  const { client_id } = route.useParams();
  const { data, error } = useSuspenseQuery(clientQuery(client_id));
  if (isGone(error)) throw error;
  return data;
}
