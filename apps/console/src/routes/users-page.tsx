import type { User } from '@consentry/contract';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { BlankSlate } from '../components/blank-slate.tsx';
import { Page } from '../components/page.tsx';
import { PagedTable } from '../components/paged-table.tsx';
import { SearchField } from '../components/search-field.tsx';
import { useUserColumns } from '../components/user-columns.tsx';
import { usersQuery } from '../data/users.ts';

const route = getRouteApi('/users');

export function UsersPage() {
  const { t } = useTranslation();
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery({ ...usersQuery(q === '' ? {} : { q }), placeholderData: keepPreviousData });
  const columns = useUserColumns();
  const search = useCallback((text: string) => void navigate({ search: text === '' ? {} : { q: text }, replace: true }), [navigate]);
  const create = (
    <Button leftSection={<IconPlus size={16} />} renderRoot={(props) => <Link to="/users/new" {...props} />}>
      {t('users.create')}
    </Button>
  );
  const empty =
    q === '' ? (
      <BlankSlate title={t('users.empty_title')}>{t('users.empty')}</BlankSlate>
    ) : (
      <BlankSlate title={t('users.no_match_title')}>{t('users.no_match', { q })}</BlankSlate>
    );

  return (
    <Page title={t('users.title')} lead={t('users.lead')} actions={create}>
      <SearchField label={t('users.search')} value={q} onSearch={search} />
      <PagedTable<User> label={t('users.list')} query={query} columns={columns} rowKey={({ user_id }) => user_id} empty={empty} />
    </Page>
  );
}
