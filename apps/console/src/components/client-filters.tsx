import { APP_TYPES, CLIENT_ORIGINS, CLIENT_STATES, type Party } from '@consentry/contract';
import { NativeSelect } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { orderOf, SORT_CHOICES, type ClientListSearch } from '../forms/client-list-search.ts';
import { SearchField } from './search-field.tsx';
import classes from './client-filters.module.css';

interface ClientFiltersProps {
  party: Party;
  search: ClientListSearch;
  onChange: (change: Partial<ClientListSearch>) => void;
}

/** Search, filters and sort of the list of applications; all of it stands in the address. */
export function ClientFilters({ party, search, onChange }: ClientFiltersProps) {
  const { t } = useTranslation();
  const find = useCallback((text: string) => onChange({ q: text }), [onChange]);
  const { sort, order } = orderOf(search);
  return (
    <div className={classes['filters']} role="group" aria-label={t('clients.filters')}>
      <div className={classes['search']}>
        <SearchField label={t('clients.search')} value={search.q ?? ''} onSearch={find} />
      </div>
      <NativeSelect
        aria-label={t('clients.filter_type')}
        value={search.app_type ?? ''}
        data={[{ value: '', label: t('clients.any_type') }, ...APP_TYPES.map((value) => ({ value, label: t(`app_types.${value}.name`) }))]}
        onChange={({ currentTarget: { value } }) => onChange({ app_type: APP_TYPES.find((type) => type === value) })}
      />
      <NativeSelect
        aria-label={t('clients.filter_state')}
        value={search.state ?? ''}
        data={[
          { value: '', label: t('clients.any_state') },
          ...CLIENT_STATES.map((value) => ({ value, label: t(`clients.state.${value}`) })),
        ]}
        onChange={({ currentTarget: { value } }) => onChange({ state: CLIENT_STATES.find((state) => state === value) })}
      />
      {party === 'third_party' && <PublisherFilter search={search} onChange={onChange} />}
      {party === 'third_party' && <OriginFilter search={search} onChange={onChange} />}
      <NativeSelect
        aria-label={t('clients.sort')}
        value={`${sort}_${order}`}
        data={SORT_CHOICES.map((choice) => {
          const value = `${choice.sort}_${choice.order}` as const;
          return { value, label: t(`clients.sorts.${value}`) };
        })}
        onChange={({ currentTarget: { value } }) =>
          onChange(SORT_CHOICES.find((choice) => `${choice.sort}_${choice.order}` === value) ?? {})
        }
      />
    </div>
  );
}

function OriginFilter({ search, onChange }: Omit<ClientFiltersProps, 'party'>) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      aria-label={t('clients.filter_origin')}
      value={search.origin ?? ''}
      data={[
        { value: '', label: t('clients.any_origin') },
        ...CLIENT_ORIGINS.map((value) => ({ value, label: t(`clients.origin_${value}`) })),
      ]}
      onChange={({ currentTarget: { value } }) => onChange({ origin: CLIENT_ORIGINS.find((origin) => origin === value) })}
    />
  );
}

const PUBLISHERS = ['verified', 'unverified'] as const;

function PublisherFilter({ search, onChange }: Omit<ClientFiltersProps, 'party'>) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      aria-label={t('clients.filter_publisher')}
      value={search.publisher ?? ''}
      data={[
        { value: '', label: t('clients.any_publisher') },
        ...PUBLISHERS.map((value) => ({ value, label: t(`clients.publisher_${value}`) })),
      ]}
      onChange={({ currentTarget: { value } }) => onChange({ publisher: PUBLISHERS.find((publisher) => publisher === value) })}
    />
  );
}
