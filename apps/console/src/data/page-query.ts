import type { Page } from '@consentry/contract';

/** How every infinite list begins and goes on: by the cursor of the page before. */
export const firstPage: { initialPageParam: string | null; getNextPageParam: (page: Page<unknown>) => string | null } = {
  initialPageParam: null,
  getNextPageParam: (page) => page.next_cursor,
};

export function pageQuery(cursor: string | null): { cursor?: string } {
  return cursor === null ? {} : { cursor };
}

/** All pages of a list that a form needs as a whole. */
export async function everyPage<T>(load: (query: { limit: number; cursor?: string }) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await load({ limit: 200, ...pageQuery(cursor) });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return items;
}
