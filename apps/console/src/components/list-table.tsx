import type { Page } from '@consentry/contract';
import { Button, Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TableSort } from './column-header.tsx';
import { DataTable, type Column } from './data-table.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { TableFrame } from './table-frame.tsx';
import classes from './paged-table.module.css';

export interface ListTableProps<Row> {
  label: string;
  /** What is there to show, or why there is nothing yet. */
  query: Pick<UseQueryResult<Page<Row>>, 'data' | 'error' | 'isPending' | 'isFetching' | 'isPlaceholderData'> & { refetch: () => unknown };
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  empty: ReactNode;
  detailOf?: ((row: Row) => ReactNode) | undefined;
  sort?: TableSort | undefined;
}

/** A page of the management API as a table, with its states: on the way, failed, and empty. */
export function ListTable<Row>({ label, query, columns, rowKey, empty, detailOf, sort }: ListTableProps<Row>) {
  const { t } = useTranslation();
  if (query.isPending) return <TableOutline />;
  if (query.data === undefined) {
    return (
      <div className={classes['failure']}>
        <ProblemAlert error={query.error} />
        <Button variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
          {t('actions.retry')}
        </Button>
      </div>
    );
  }
  if (query.data.items.length === 0) return empty;
  return (
    <div className={classes['paged']} aria-busy={query.isPlaceholderData}>
      <TableFrame>
        <DataTable label={label} columns={columns} rows={query.data.items} rowKey={rowKey} detailOf={detailOf} sort={sort} />
      </TableFrame>
    </div>
  );
}

function TableOutline() {
  const { t } = useTranslation();
  return (
    <TableFrame>
      <div className={classes['outline']} role="status" aria-label={t('state.loading')}>
        <Skeleton height={18} width="60%" />
        <Skeleton height={18} width="75%" />
        <Skeleton height={18} width="50%" />
      </div>
    </TableFrame>
  );
}
