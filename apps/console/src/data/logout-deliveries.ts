import { contract } from '@consentry/contract';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from './api.ts';
import { firstPage, pageQuery } from './page-query.ts';

const SHOWN_AT_ONCE = 10;
const PENDING_REFRESH_MS = 5_000;

/** The latest of a client; looked at again by itself while some are on their way. */
export const logoutDeliveriesQuery = (client_id: string) =>
  infiniteQueryOptions({
    queryKey: ['logout_deliveries', client_id],
    queryFn: ({ pageParam }) =>
      api(contract.logoutDeliveries.list, { query: { client_id, limit: SHOWN_AT_ONCE, ...pageQuery(pageParam) } }),
    refetchInterval: ({ state }) => {
      const isUnderWay = state.data?.pages.some(({ items }) => items.some((delivery) => delivery.state === 'pending'));
      return isUnderWay === true ? PENDING_REFRESH_MS : false;
    },
    ...firstPage,
  });
