import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BlankSlate } from '../components/blank-slate.tsx';
import { RefusedRequestList } from '../components/refused-request-list.tsx';
import { TabIntro } from '../components/tab-intro.tsx';
import { clientQuery } from '../data/clients.ts';

const route = getRouteApi('/applications/$client_id/refused-requests');

export function ClientRefusedRequestsTab() {
  const { t } = useTranslation();
  const { client_id } = route.useParams();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const { data: client } = useSuspenseQuery(clientQuery(client_id));
  return (
    <>
      <TabIntro title={t('refused_requests.title')} text={t('refused_requests.lead')} />
      <RefusedRequestList
        client={client}
        filter={filter}
        onFilter={(search) => void navigate({ search, replace: true })}
        unknownReference={
          <BlankSlate
            title={t('refused_requests.not_here_title')}
            actions={
              <Link to="/activity/refused-requests" search={{ reference: filter.reference }}>
                {t('refused_requests.search_all')}
              </Link>
            }
          >
            {t('refused_requests.not_here')}
          </BlankSlate>
        }
      />
    </>
  );
}
