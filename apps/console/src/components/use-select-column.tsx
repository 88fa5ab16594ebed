import type { ListedClient } from '@consentry/contract';
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Column } from './data-table.tsx';

interface SelectColumnOptions {
  shown: ListedClient[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}

/** Checkboxes before each row, and one that chooses all rows of the page. */
export function useSelectColumn({ shown, chosen, onChoose }: SelectColumnOptions): Column<ListedClient> {
  const { t } = useTranslation();
  const count = shown.filter(({ client_id }) => chosen.has(client_id)).length;
  const toggle = (client_id: string) => {
    const next = new Set(chosen);
    if (!next.delete(client_id)) next.add(client_id);
    onChoose(next);
  };
  return {
    key: 'select',
    header: t('clients.choose'),
    isSelect: true,
    head: (
      <Checkbox
        aria-label={t('clients.choose_all')}
        checked={count > 0 && count === shown.length}
        indeterminate={count > 0 && count < shown.length}
        onChange={() => onChoose(new Set(count === shown.length ? [] : shown.map(({ client_id }) => client_id)))}
      />
    ),
    cell: ({ client_id, name }) => (
      <Checkbox aria-label={t('clients.choose_one', { name })} checked={chosen.has(client_id)} onChange={() => toggle(client_id)} />
    ),
  };
}
