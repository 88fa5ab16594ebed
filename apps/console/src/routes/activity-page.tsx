import type { AuditEvent } from '@consentry/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AuditActor } from '../components/audit-actor.tsx';
import { AuditEventDetails } from '../components/audit-event-details.tsx';
import { ActivityTabs } from '../components/activity-tabs.tsx';
import { auditActionText } from '../components/audit-action-text.ts';
import { BlankSlate } from '../components/blank-slate.tsx';
import { ClientReference, UserReference } from '../components/audit-event-reference.tsx';
import type { Column } from '../components/data-table.tsx';
import { NamedCell } from '../components/named-cell.tsx';
import { Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { PagedTable } from '../components/paged-table.tsx';
import { TimeText } from '../components/time-text.tsx';
import { auditEventsQuery } from '../data/audit-events.ts';

const route = getRouteApi('/activity');

export function ActivityPage() {
  const { t } = useTranslation();
  const filter = route.useSearch();
  const query = useInfiniteQuery(auditEventsQuery(filter));
  const columns: Column<AuditEvent>[] = [
    { key: 'what', header: t('audit_events.column_what'), cell: (event) => <What event={event} /> },
    { key: 'who', header: t('audit_events.column_who'), cell: (event) => <AuditActor event={event} /> },
    { key: 'about', header: t('audit_events.column_about'), cell: (event) => <About event={event} /> },
    { key: 'when', header: t('audit_events.column_when'), cell: ({ at }) => <TimeText at={at} /> },
  ];
  return (
    <Page title={t('audit_events.title')} lead={t('audit_events.lead')}>
      <ActivityTabs value="audit_events">
        {(filter.client_id ?? filter.user_id) !== undefined && (
          <Notice tone="info">
            <p>
              {filter.client_id === undefined
                ? t('audit_events.filtered_user', { id: filter.user_id ?? '' })
                : t('audit_events.filtered_client', { id: filter.client_id })}{' '}
              <Link to="/activity" search={{}}>
                {t('audit_events.show_all')}
              </Link>
            </p>
          </Notice>
        )}
        <PagedTable<AuditEvent>
          label={t('audit_events.list')}
          query={query}
          columns={columns}
          rowKey={({ audit_event_id }) => audit_event_id}
          empty={<BlankSlate title={t('audit_events.empty_title')}>{t('audit_events.empty')}</BlankSlate>}
        />
      </ActivityTabs>
    </Page>
  );
}

function What({ event }: { event: AuditEvent }) {
  const { t } = useTranslation();
  return (
    <NamedCell>
      {auditActionText(event.action, t)}
      <AuditEventDetails event={event} />
    </NamedCell>
  );
}

/** What an event concerns besides the one who acted. */
function About({ event }: { event: AuditEvent }) {
  const about = [
    event.client_id !== null && event.client_id !== event.actor_id && <ClientReference key="client" client_id={event.client_id} />,
    event.user_id !== null && event.user_id !== event.actor_id && <UserReference key="user" user_id={event.user_id} />,
  ].filter((reference) => reference !== false);
  return about.length === 0 ? '–' : <NamedCell detail={about[1]}>{about[0]}</NamedCell>;
}
