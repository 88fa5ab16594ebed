import { expect, it } from 'vitest';
import { filterOf, isFiltered, nextOrder, orderOf, withChange } from './client-list-search.ts';

it('a list is newest first unless its address says otherwise', () => {
  expect(orderOf({})).toEqual({ sort: 'created_at', order: 'desc' });
  expect(orderOf({ sort: 'name' })).toEqual({ sort: 'name', order: 'asc' });
  expect(orderOf({ sort: 'name', order: 'desc' })).toEqual({ sort: 'name', order: 'desc' });
});

it('choosing a column sorts by it, and again the other way', () => {
  const byUsers = nextOrder({ sort: 'name', order: 'asc' }, 'user_count');
  expect(byUsers).toEqual({ sort: 'user_count', order: 'desc' });
  expect(nextOrder(byUsers, 'user_count')).toEqual({ sort: 'user_count', order: 'asc' });
});

it('a change keeps the rest of the address and begins on the first page', () => {
  const search = { tab: 'third-party', q: 'shop', state: 'disabled', cursor: 'abc', page: 3 } as const;
  expect(withChange(search, { state: undefined })).toEqual({ tab: 'third-party', q: 'shop' });
  expect(withChange(search, { q: '' })).toEqual({ tab: 'third-party', state: 'disabled' });
});

it('filters are what is not as usual', () => {
  expect(isFiltered({ tab: 'my-apps', sort: 'name' })).toBe(false);
  expect(isFiltered({ q: 'shop' })).toBe(true);
  expect(filterOf({ publisher: 'unverified' }, 'third_party')).toEqual({ party: 'third_party', publisher_verified: 'false' });
});
