import type { ListedClient, Party } from '@consentry/contract';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientsPageQuery, clientsTotalQuery } from '../data/clients.ts';
import { filterOf, isFiltered, nextOrder, orderOf, type ClientListSearch } from '../forms/client-list-search.ts';
import { withTexts } from '../messages/with-texts.ts';
import { BlankSlate } from './blank-slate.tsx';
import { ClientBlankSlate } from './client-blank-slate.tsx';
import { useClientColumns } from './client-columns.tsx';
import { ClientFilters } from './client-filters.tsx';
import type { TableSort } from './column-header.tsx';
import { ListTable } from './list-table.tsx';
import { Pager } from './pager.tsx';
import { useSelectColumn } from './use-select-column.tsx';

/** Its dialog is more than the rest of the list; it comes with the first choice. */
const ClientBulkBar = lazy(() => withTexts(import('./client-bulk-bar.tsx')).then((module) => ({ default: module.ClientBulkBar })));

const PAGE_SIZE = 50;
const SORTABLE = ['name', 'user_count', 'last_sign_in_at'] as const;

interface ClientListProps {
  party: Party;
  search: ClientListSearch;
  onChange: (change: Partial<ClientListSearch>) => void;
  /** Leads to the page that the cursor begins. */
  onNext: (cursor: string) => void;
  onPrevious: () => void;
}

/** The catalogue of applications: searched, filtered, sorted, page by page. */
export function ClientList({ party, search, onChange, onNext, onPrevious }: ClientListProps) {
  const { t } = useTranslation();
  const filter = filterOf(search, party);
  const order = orderOf(search);
  const query = useQuery({ ...clientsPageQuery(filter, order, search.cursor ?? null), placeholderData: keepPreviousData });
  const isLaterPage = search.cursor !== undefined;
  const { data: counted = null } = useQuery({ ...clientsTotalQuery(filter), enabled: isLaterPage });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const shown = query.data?.items ?? [];
  const selected = shown.filter(({ client_id }) => chosen.has(client_id));
  const columns = [useSelectColumn({ shown, chosen, onChoose: setChosen }), ...useClientColumns(party)];
  const sort: TableSort = {
    key: order.sort,
    order: order.order,
    sortable: SORTABLE,
    onSort: (key) => onChange(nextOrder(order, SORTABLE.find((sortable) => sortable === key) ?? 'created_at')),
  };
  const { data: page } = query;
  if (page?.items.length === 0 && !isFiltered(search) && !isLaterPage && !query.isPlaceholderData)
    return <ClientBlankSlate party={party} />;

  return (
    <>
      <ClientFilters party={party} search={search} onChange={onChange} />
      <ListTable<ListedClient>
        label={t('clients.list')}
        query={query}
        columns={columns}
        rowKey={(client) => client.client_id}
        sort={sort}
        empty={<NoMatch onChange={onChange} />}
      />
      {selected.length > 0 && (
        <Suspense>
          <ClientBulkBar selected={selected} onDone={() => setChosen(new Set())} />
        </Suspense>
      )}
      {page !== undefined && page.items.length > 0 && (
        <Pager
          page={search.page ?? 1}
          size={PAGE_SIZE}
          shown={page.items.length}
          total={page.total ?? counted}
          hasNext={page.next_cursor !== null}
          isBusy={query.isPlaceholderData}
          onPrevious={onPrevious}
          onNext={() => page.next_cursor !== null && onNext(page.next_cursor)}
        />
      )}
    </>
  );
}

function NoMatch({ onChange }: Pick<ClientListProps, 'onChange'>) {
  const { t } = useTranslation();
  const clear = () => onChange({ q: undefined, app_type: undefined, state: undefined, publisher: undefined, origin: undefined });
  const button = (
    <Button variant="default" onClick={clear}>
      {t('clients.clear_filters')}
    </Button>
  );
  return (
    <BlankSlate title={t('clients.no_match_title')} actions={button}>
      {t('clients.no_match')}
    </BlankSlate>
  );
}
