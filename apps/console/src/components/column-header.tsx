import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './column-header.module.css';

/** How a table is sorted, and what to do when another column is chosen. */
export interface TableSort {
  key: string;
  order: 'asc' | 'desc';
  /** Keys of the columns that can be sorted by. */
  sortable: readonly string[];
  onSort: (key: string) => void;
}

interface ColumnHeaderProps {
  column: { key: string; header: string; head?: ReactNode; isActions?: boolean; isSelect?: boolean; isNumeric?: boolean };
  sort: TableSort | undefined;
}

const ARIA = { asc: 'ascending', desc: 'descending' } as const;

/** The head of a column; one that can be sorted by is a button that says how it is sorted. */
export function ColumnHeader({ column: { key, header, head, isActions, isSelect, isNumeric }, sort }: ColumnHeaderProps) {
  const isSortable = sort?.sortable.includes(key) === true;
  const order = sort?.key === key ? sort.order : null;
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={isSortable ? (order === null ? 'none' : ARIA[order]) : undefined}
      data-select={isSelect === true ? true : undefined}
      data-numeric={isNumeric === true ? true : undefined}
    >
      {isSortable ? (
        <>
          <span className={classes['narrow']}>{header}</span>
          <button type="button" className={classes['button']} data-sorted={order !== null} onClick={() => sort.onSort(key)}>
            {header}
            <SortIcon order={order} />
          </button>
        </>
      ) : (
        (head ?? <HeaderText header={header} isHidden={isActions === true} />)
      )}
    </th>
  );
}

function HeaderText({ header, isHidden }: { header: string; isHidden: boolean }) {
  return isHidden ? <span className="visually-hidden">{header}</span> : header;
}

function SortIcon({ order }: { order: 'asc' | 'desc' | null }) {
  const Icon = order === null ? IconSelector : order === 'asc' ? IconArrowUp : IconArrowDown;
  return <Icon size={14} aria-hidden />;
}
