import type { RegistrationRefusal } from '@consentry/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { registrationRefusalsQuery } from '../data/registration.ts';
import { BlankSlate } from './blank-slate.tsx';
import type { Column } from './data-table.tsx';
import { NotedCell } from './noted-cell.tsx';
import { PagedTable } from './paged-table.tsx';
import { TabIntro } from './tab-intro.tsx';
import { TimeText } from './time-text.tsx';

/** Who wanted in and was refused, and why. */
export function RegistrationRefusalList() {
  const { t } = useTranslation();
  const query = useInfiniteQuery(registrationRefusalsQuery());
  const columns: Column<RegistrationRefusal>[] = [
    {
      key: 'who',
      header: t('registration.refusal_who'),
      cell: ({ kind, client_id, ip }) => (
        <NotedCell note={ip === null ? '' : t('audit_events.from_address', { ip })}>
          {client_id === null ? t(`registration.refusal_${kind}`) : <code>{client_id}</code>}
        </NotedCell>
      ),
    },
    {
      key: 'why',
      header: t('registration.refusal_why'),
      cell: ({ reason, detail }) => (
        <NotedCell note={<code>{reason}</code>}>
          <span dir="auto">{detail}</span>
        </NotedCell>
      ),
    },
    { key: 'when', header: t('audit_events.column_when'), cell: ({ at }) => <TimeText at={at} /> },
  ];
  return (
    <>
      <TabIntro title={t('registration.refusals_title')} text={t('registration.refusals')} />
      <PagedTable<RegistrationRefusal>
        label={t('registration.refusals_title')}
        query={query}
        columns={columns}
        rowKey={(refusal) => refusal.registration_refusal_id}
        empty={<BlankSlate title={t('registration.refusals_empty_title')}>{t('registration.refusals_empty')}</BlankSlate>}
      />
    </>
  );
}
