import { contract, type Mistake, type ProtocolEndpoint } from '@consentry/contract';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from './api.ts';
import { firstPage, pageQuery } from './page-query.ts';

export interface RefusedRequestFilter {
  client_id?: string | undefined;
  mistake?: Mistake | undefined;
  endpoint?: ProtocolEndpoint | undefined;
  /** Leads to one request alone. */
  reference?: string | undefined;
}

const LIVE_MS = 4_000;

/** Looked at again by itself, so that whoever tries something out sees at once what was wrong with it. */
export const refusedRequestsQuery = (filter: RefusedRequestFilter) =>
  infiniteQueryOptions({
    queryKey: ['refused_requests', filter],
    queryFn: ({ pageParam }) => api(contract.refusedRequests.list, { query: { ...filter, ...pageQuery(pageParam) } }),
    refetchInterval: LIVE_MS,
    ...firstPage,
  });
