import {
  CLIENT_SORTS,
  type AppType,
  type ClientOrigin,
  type ClientSort,
  type ClientState,
  type Party,
  type SortOrder,
} from '@consentry/contract';
import type { ClientFilter, ClientOrder } from '../data/clients.ts';

/** What stands in the address of the list of applications; what is as usual is left out. */
export interface ClientListSearch {
  tab?: 'third-party' | 'my-apps' | undefined;
  q?: string | undefined;
  app_type?: AppType | undefined;
  state?: ClientState | undefined;
  publisher?: 'verified' | 'unverified' | undefined;
  origin?: ClientOrigin | undefined;
  sort?: ClientSort | undefined;
  order?: SortOrder | undefined;
  cursor?: string | undefined;
  page?: number | undefined;
}

/** Which way people want a sort first: names from A, figures and times from the largest. */
const FIRST_ORDER: Record<ClientSort, SortOrder> = { name: 'asc', created_at: 'desc', user_count: 'desc', last_sign_in_at: 'desc' };

export const SORT_CHOICES = CLIENT_SORTS.flatMap((sort) => {
  const first = FIRST_ORDER[sort];
  return [first, opposite(first)].map((order) => ({ sort, order }));
});

export function filterOf(search: ClientListSearch, party: Party): ClientFilter {
  const { q, app_type, state, publisher, origin } = search;
  return {
    party,
    ...(q === undefined ? {} : { q }),
    ...(app_type === undefined ? {} : { app_type }),
    ...(state === undefined ? {} : { state }),
    ...(origin === undefined ? {} : { origin }),
    ...(publisher === undefined ? {} : { publisher_verified: publisher === 'verified' ? ('true' as const) : ('false' as const) }),
  };
}

export function orderOf({ sort = 'created_at', order }: ClientListSearch): ClientOrder {
  return { sort, order: order ?? FIRST_ORDER[sort] };
}

/** The order after a column was chosen: its own first one or, where the list is sorted by it already, the opposite. */
export function nextOrder(now: ClientOrder, sort: ClientSort): ClientOrder {
  return { sort, order: now.sort === sort ? opposite(now.order) : FIRST_ORDER[sort] };
}

/** The address after a change, which begins on the first page. */
export function withChange(search: ClientListSearch, change: Partial<ClientListSearch>): ClientListSearch {
  const { cursor: _cursor, page: _page, ...kept } = search;
  const entries = Object.entries({ ...kept, ...change }).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries);
}

export function isFiltered({ q, app_type, state, publisher, origin }: ClientListSearch): boolean {
  return [q, app_type, state, publisher, origin].some((value) => value !== undefined && value !== '');
}

function opposite(order: SortOrder): SortOrder {
  return order === 'asc' ? 'desc' : 'asc';
}
