import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActivityTabs } from '../components/activity-tabs.tsx';
import { BlankSlate } from '../components/blank-slate.tsx';
import { Page } from '../components/page.tsx';
import { RefusedRequestList } from '../components/refused-request-list.tsx';

const route = getRouteApi('/activity/refused-requests');

/** Of all applications, and of requests that no application sent: where a reference is looked up that somebody read out. */
export function RefusedRequestsPage() {
  const { t } = useTranslation();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page title={t('audit_events.title')} lead={t('refused_requests.lead_all')}>
      <ActivityTabs value="refused_requests">
        <RefusedRequestList
          filter={filter}
          onFilter={(search) => void navigate({ search, replace: true })}
          unknownReference={<BlankSlate title={t('refused_requests.unknown_title')}>{t('refused_requests.unknown')}</BlankSlate>}
        />
      </ActivityTabs>
    </Page>
  );
}
