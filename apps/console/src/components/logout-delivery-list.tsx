import type { Client, LogoutDelivery } from '@consentry/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { now } from '../clock.ts';
import { logoutDeliveriesQuery } from '../data/logout-deliveries.ts';
import { UserReference } from './audit-event-reference.tsx';
import { BlankSlate } from './blank-slate.tsx';
import type { Column } from './data-table.tsx';
import { NotedCell } from './noted-cell.tsx';
import { PagedTable } from './paged-table.tsx';
import { TabIntro } from './tab-intro.tsx';
import { Tag } from './tag.tsx';
import { exactTime, TimeText, timeWords } from './time-text.tsx';

const TONES = { pending: 'plain', delivered: 'accent', failed: 'danger' } as const;

/** Whether the app could be told of sessions that ended; nothing for an app that never wanted to know. */
export function LogoutDeliveryList({ client }: { client: Client }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(logoutDeliveriesQuery(client.client_id));
  const columns = useDeliveryColumns();
  const isEmpty = query.data?.pages[0]?.items.length === 0;
  if (client.backchannel_logout_uri === null && (isEmpty || query.isPending)) return null;
  return (
    <>
      <TabIntro title={t('logout_deliveries.title')} text={t('logout_deliveries.lead')} />
      <PagedTable<LogoutDelivery>
        label={t('logout_deliveries.title')}
        query={query}
        columns={columns}
        rowKey={({ logout_delivery_id }) => logout_delivery_id}
        empty={<BlankSlate title={t('logout_deliveries.empty_title')}>{t('logout_deliveries.empty')}</BlankSlate>}
      />
    </>
  );
}

function useDeliveryColumns(): Column<LogoutDelivery>[] {
  const { t } = useTranslation();
  return [
    { key: 'user', header: t('logout_deliveries.column_user'), cell: ({ user_id }) => <UserReference user_id={user_id} /> },
    { key: 'ended', header: t('logout_deliveries.column_ended'), cell: ({ created_at }) => <TimeText at={created_at} /> },
    { key: 'state', header: t('logout_deliveries.column_state'), cell: (delivery) => <DeliveryState delivery={delivery} /> },
    { key: 'attempts', header: t('logout_deliveries.column_attempts'), cell: ({ attempts }) => attempts },
    { key: 'last', header: t('logout_deliveries.column_last'), cell: (delivery) => <LastAttempt delivery={delivery} /> },
  ];
}

function DeliveryState({ delivery: { state, next_attempt_at } }: { delivery: LogoutDelivery }) {
  const { t } = useTranslation();
  return (
    <NotedCell note={next_attempt_at === null ? '' : <NextAttempt at={next_attempt_at} />}>
      <Tag tone={TONES[state]}>{t(`logout_deliveries.state.${state}`)}</Tag>
    </NotedCell>
  );
}

function NextAttempt({ at }: { at: string }) {
  const { t, i18n } = useTranslation();
  if (Date.parse(at) <= now()) return t('logout_deliveries.next_due');
  return <span title={exactTime(at, i18n.language)}>{t('logout_deliveries.next', { when: timeWords(at, i18n.language) })}</span>;
}

function LastAttempt({ delivery: { last_attempt_at, last_failure, last_status } }: { delivery: LogoutDelivery }) {
  const { t } = useTranslation();
  if (last_attempt_at === null) return '–';
  const answer = last_status === null ? '' : t('logout_deliveries.status', { status: last_status });
  const reason = last_failure === null || last_failure === 'status' ? answer : t(`logout_deliveries.failure.${last_failure}`);
  return <NotedCell note={<TimeText at={last_attempt_at} />}>{reason}</NotedCell>;
}
