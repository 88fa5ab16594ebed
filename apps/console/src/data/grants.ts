import { contract } from '@consentry/contract';
import { infiniteQueryOptions, useMutation } from '@tanstack/react-query';
import { api } from './api.ts';
import { firstPage, pageQuery } from './page-query.ts';

export interface GrantFilter {
  client_id?: string | undefined;
  user_id?: string | undefined;
  include_revoked: boolean;
}

export const grantsQuery = ({ include_revoked, ...filter }: GrantFilter) =>
  infiniteQueryOptions({
    queryKey: ['grants', 'list', filter, include_revoked],
    queryFn: ({ pageParam }) =>
      api(contract.grants.list, { query: { ...filter, include_revoked: String(include_revoked), ...pageQuery(pageParam) } }),
    ...firstPage,
  });

export const useRevokeGrant = () =>
  useMutation({
    mutationFn: (grant_id: string) => api(contract.grants.revoke, { params: { grant_id } }),
    meta: { invalidates: [['grants']] },
  });

export const useRevokeAllGrants = (client_id: string) =>
  useMutation({
    mutationFn: () => api(contract.grants.revokeAll, { query: { client_id } }),
    meta: { invalidates: [['grants']] },
  });
