import type { AuditEvent } from '@consentry/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AuditActor } from '../components/audit-actor.tsx';
import { BlankSlate } from '../components/blank-slate.tsx';
import type { Column } from '../components/data-table.tsx';
import { HistoryEvent } from '../components/history-event.tsx';
import { PagedTable } from '../components/paged-table.tsx';
import { TabIntro } from '../components/tab-intro.tsx';
import { TimeText } from '../components/time-text.tsx';
import { auditEventsQuery } from '../data/audit-events.ts';

const route = getRouteApi('/applications/$client_id/history');

export function ClientHistoryTab() {
  const { t } = useTranslation();
  const { client_id } = route.useParams();
  const query = useInfiniteQuery(auditEventsQuery({ client_id, history: 'true' }));
  const columns: Column<AuditEvent>[] = [
    { key: 'what', header: t('client_history.column_what'), cell: (event) => <HistoryEvent event={event} /> },
    { key: 'who', header: t('client_history.column_who'), cell: (event) => <AuditActor event={event} /> },
    { key: 'when', header: t('client_history.column_when'), cell: ({ at }) => <TimeText at={at} /> },
  ];
  return (
    <>
      <TabIntro title={t('client_history.title')} text={t('client_history.lead')} />
      <PagedTable<AuditEvent>
        label={t('client_history.list')}
        query={query}
        columns={columns}
        rowKey={({ audit_event_id }) => audit_event_id}
        empty={<BlankSlate title={t('client_history.empty_title')}>{t('client_history.empty')}</BlankSlate>}
      />
    </>
  );
}
