import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { GrantList } from '../components/grant-list.tsx';
import { TabIntro } from '../components/tab-intro.tsx';

const route = getRouteApi('/users/$user_id/connected-apps');

export function UserGrantsTab() {
  const { t } = useTranslation();
  const { user_id } = route.useParams();
  return (
    <>
      <TabIntro title={t('grants.user_title')} text={t('grants.user_lead')} />
      <GrantList of="user" user_id={user_id} />
    </>
  );
}
