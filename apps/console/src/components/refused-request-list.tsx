import { MISTAKES, PROTOCOL_ENDPOINTS, type Client, type Mistake, type ProtocolEndpoint, type RefusedRequest } from '@consentry/contract';
import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { refusedRequestsQuery, type RefusedRequestFilter } from '../data/refused-requests.ts';
import { toggled } from '../forms/client-permissions.ts';
import { BlankSlate } from './blank-slate.tsx';
import { PagedTable } from './paged-table.tsx';
import { useRefusedRequestColumns } from './refused-request-columns.tsx';
import { RefusedRequestDetails } from './refused-request-details.tsx';
import { SearchField } from './search-field.tsx';
import classes from './refused-request-list.module.css';

interface RefusedRequestListProps {
  /** Absent: of all clients, also of such as nobody knows. */
  client?: Client | undefined;
  filter: Omit<RefusedRequestFilter, 'client_id'>;
  onFilter: (filter: Omit<RefusedRequestFilter, 'client_id'>) => void;
  /** Shown when no request has the reference. */
  unknownReference: ReactNode;
}

/** Why requests were refused, newest first and live; each opens to what came, what was expected and what mends it. */
export function RefusedRequestList({ client, filter, onFilter, unknownReference }: RefusedRequestListProps) {
  const { t } = useTranslation();
  const { reference } = filter;
  const [open, setOpen] = useState<readonly string[]>([]);
  const query = useInfiniteQuery({
    ...refusedRequestsQuery({ ...filter, client_id: client?.client_id }),
    placeholderData: keepPreviousData,
  });
  const isOpen = (refused: RefusedRequest) => open.includes(refused.reference) || refused.reference === reference;
  const onToggle = (refused: RefusedRequest) => setOpen(toggled(open, refused.reference, !open.includes(refused.reference)));
  const columns = useRefusedRequestColumns({ withClient: client === undefined, isOpen, onToggle });
  const isFiltered = filter.mistake !== undefined || filter.endpoint !== undefined;
  const nothing = isFiltered ? 'no_match' : 'empty';

  return (
    <>
      <div className={classes['filter']}>
        <SearchField
          label={t('refused_requests.search')}
          value={reference ?? ''}
          onSearch={(text) => onFilter(text === '' ? {} : { reference: text })}
        />
        <FilterSelects filter={filter} onFilter={onFilter} />
      </div>
      <PagedTable<RefusedRequest>
        label={t('refused_requests.title')}
        query={query}
        columns={columns}
        rowKey={(refused) => refused.reference}
        detailOf={(refused) => (isOpen(refused) ? <RefusedRequestDetails refused={refused} client={client} /> : null)}
        empty={
          reference === undefined ? (
            <BlankSlate title={t(`refused_requests.${nothing}_title`)}>{t(`refused_requests.${nothing}`)}</BlankSlate>
          ) : (
            unknownReference
          )
        }
      />
    </>
  );
}

function FilterSelects({ filter, onFilter }: Pick<RefusedRequestListProps, 'filter' | 'onFilter'>) {
  const { t } = useTranslation();
  const { mistake, endpoint } = filter;
  const change = (next: { mistake?: Mistake | undefined; endpoint?: ProtocolEndpoint | undefined }) =>
    onFilter(Object.fromEntries(Object.entries({ mistake, endpoint, ...next }).filter(([, value]) => value !== undefined)));
  return (
    <>
      <NativeSelect
        aria-label={t('refused_requests.filter_mistake')}
        value={mistake ?? ''}
        onChange={(event) => change({ mistake: MISTAKES.find((one) => one === event.currentTarget.value) })}
        data={[
          { value: '', label: t('refused_requests.every_mistake') },
          ...MISTAKES.map((value) => ({ value, label: t(`refused_requests.mistake.${value}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t('refused_requests.filter_endpoint')}
        value={endpoint ?? ''}
        onChange={(event) => change({ endpoint: PROTOCOL_ENDPOINTS.find((one) => one === event.currentTarget.value) })}
        data={[
          { value: '', label: t('refused_requests.every_endpoint') },
          ...PROTOCOL_ENDPOINTS.map((value) => ({ value, label: t(`refused_requests.endpoint.${value}`) })),
        ]}
      />
    </>
  );
}
