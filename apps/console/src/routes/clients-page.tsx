import type { Party } from '@consentry/contract';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link, useRouterState } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { AddressTabs } from '../components/address-tabs.tsx';
import { ClientList } from '../components/client-list.tsx';
import { Page } from '../components/page.tsx';
import { withChange, type ClientListSearch } from '../forms/client-list-search.ts';

const route = getRouteApi('/applications');

const PARTY_OF_TAB = { 'my-apps': 'first_party', 'third-party': 'third_party' } as const satisfies Record<string, Party>;

export function ClientsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const { tab = 'third-party' } = search;
  const paging = usePaging();
  const navigate = route.useNavigate();
  const party = PARTY_OF_TAB[tab];
  const change = useCallback(
    (changed: Partial<ClientListSearch>) =>
      void navigate({ search: (before) => withChange(before, changed), replace: true, resetScroll: false }),
    [navigate],
  );
  const create = (
    <Button leftSection={<IconPlus size={16} />} renderRoot={(props) => <Link to="/applications/+new" search={{ party }} {...props} />}>
      {t('clients.create')}
    </Button>
  );

  return (
    <Page title={t('clients.title')} lead={t('clients.lead')} actions={create}>
      <AddressTabs
        label={t('clients.title')}
        value={tab}
        tabs={[
          { value: 'my-apps', label: t('clients.tab_first_party') },
          { value: 'third-party', label: t('clients.tab_third_party') },
        ]}
        onChange={(next) => void navigate({ search: { tab: next } })}
      >
        <ClientList key={party} party={party} search={search} onChange={change} {...paging} />
      </AddressTabs>
    </Page>
  );
}

/** Cursors of the pages before, so that one can go back; in the browser’s history, because no address should hold them all. */
declare module '@tanstack/react-router' {
  interface HistoryState {
    cursors?: (string | null)[];
  }
}

function usePaging() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const cursors = useRouterState({ select: ({ location }) => location.state.cursors ?? [] });
  const { cursor, page = 1 } = search;
  const onNext = (next: string) =>
    void navigate({ search: { ...search, cursor: next, page: page + 1 }, state: { cursors: [...cursors, cursor ?? null] } });
  const onPrevious = () => {
    // Whoever came by a link to a later page has no way back but to the first.
    const before = cursors.at(-1) ?? null;
    const found = before === null ? withChange(search, {}) : { ...search, cursor: before, page: page - 1 };
    void navigate({ search: found, state: { cursors: cursors.slice(0, -1) } });
  };
  return { onNext, onPrevious };
}
