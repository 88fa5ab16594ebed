import { contract } from '@consentry/contract';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from './api.ts';
import { firstPage, pageQuery } from './page-query.ts';

export interface AuditEventFilter {
  client_id?: string | undefined;
  user_id?: string | undefined;
  history?: 'true' | undefined;
}

export const auditEventsQuery = (filter: AuditEventFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit_events', filter],
    queryFn: ({ pageParam }) => api(contract.auditEvents.list, { query: { ...filter, ...pageQuery(pageParam) } }),
    ...firstPage,
  });
