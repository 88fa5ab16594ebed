import type { Page } from '@consentry/contract';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { ListTable, type ListTableProps } from './list-table.tsx';
import { LoadMore } from './load-more.tsx';

interface PagedTableProps<Row> extends Omit<ListTableProps<Row>, 'query'> {
  query: UseInfiniteQueryResult<InfiniteData<Page<Row>>>;
}

/** A list of the management API that grows, page by page. */
export function PagedTable<Row>({ query, ...table }: PagedTableProps<Row>) {
  const pages = query.data?.pages;
  const data = pages === undefined ? undefined : { items: pages.flatMap((page) => page.items), next_cursor: null };
  const { error, isPending, isFetching, isPlaceholderData } = query;
  return (
    <>
      <ListTable {...table} query={{ data, error, isPending, isFetching, isPlaceholderData, refetch: query.refetch }} />
      {data !== undefined && data.items.length > 0 && <LoadMore query={query} />}
    </>
  );
}
