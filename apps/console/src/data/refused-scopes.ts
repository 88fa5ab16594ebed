import { contract } from '@consentry/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';

/** Below `clients`, so that it is read anew when the client is saved. */
export const refusedScopesQuery = (client_id: string) =>
  queryOptions({
    queryKey: ['clients', 'refused_scopes', client_id],
    queryFn: () => api(contract.refusedScopes.list, { params: { client_id } }),
  });
