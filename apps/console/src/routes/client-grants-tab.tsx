import type { User } from '@consentry/contract';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { BlankSlate } from '../components/blank-slate.tsx';
import { GrantList } from '../components/grant-list.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { RevokeAllGrants } from '../components/revoke-all-grants.tsx';
import { RoutePending } from '../components/route-pending.tsx';
import { SearchField } from '../components/search-field.tsx';
import { TabIntro } from '../components/tab-intro.tsx';
import { UserChoice } from '../components/user-choice.tsx';
import { clientQuery } from '../data/clients.ts';
import { meantUsersQuery } from '../data/users.ts';

const route = getRouteApi('/applications/$client_id/grants');

export function ClientGrantsTab() {
  const { t } = useTranslation();
  const { client_id } = route.useParams();
  const { user = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const search = useCallback((text: string) => void navigate({ search: text === '' ? {} : { user: text }, replace: true }), [navigate]);
  const { data: client } = useSuspenseQuery(clientQuery(client_id));
  if (client.app_type === 'machine_to_machine') {
    return <BlankSlate title={t('grants.empty_title')}>{t('grants.machine')}</BlankSlate>;
  }
  return (
    <>
      <TabIntro title={t('grants.title')} text={t('grants.lead')} actions={<RevokeAllGrants client={client} />} />
      <SearchField label={t('grants.search')} value={user} onSearch={search} />
      {user === '' ? <GrantList of="client" client_id={client_id} /> : <GrantsOfUser client_id={client_id} q={user} onChoose={search} />}
    </>
  );
}

interface GrantsOfUserProps {
  client_id: string;
  q: string;
  onChoose: (username: string) => void;
}

/** The management API filters grants by user id, so that the user is found first. */
function GrantsOfUser({ client_id, q, onChoose }: GrantsOfUserProps) {
  const { t } = useTranslation();
  const { data, error } = useQuery(meantUsersQuery(q));
  if (error !== null) return <ProblemAlert error={error} />;
  if (data === undefined) return <RoutePending />;
  const [first] = data.users;
  if (first === undefined) return <BlankSlate title={t('users.no_match_title')}>{t('users.no_match', { q })}</BlankSlate>;
  if (data.users.length > 1) return <UserChoice {...data} onChoose={({ username }: User) => onChoose(username)} />;
  const empty = <BlankSlate title={t('grants.empty_of_title')}>{t('grants.empty_of', { user: first.username })}</BlankSlate>;
  return <GrantList of="client" client_id={client_id} user_id={first.user_id} empty={empty} />;
}
