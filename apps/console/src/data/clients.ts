import {
  contract,
  type AppType,
  type ChangeManyClients,
  type ClientOrigin,
  type ClientSort,
  type ClientState,
  type CreateClient,
  type CreateClientSecret,
  type DisableClient,
  type Party,
  type RotateClientSecret,
  type SortOrder,
  type UpdateClient,
} from '@consentry/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from './api.ts';
import { pageQuery } from './page-query.ts';

export interface ClientFilter {
  party: Party;
  q?: string | undefined;
  app_type?: AppType | undefined;
  state?: ClientState | undefined;
  origin?: ClientOrigin | undefined;
  publisher_verified?: 'true' | 'false' | undefined;
}

export interface ClientOrder {
  sort: ClientSort;
  order: SortOrder;
}

/** One page of the list; how many there are in all stands in the first. */
export const clientsPageQuery = (filter: ClientFilter, order: ClientOrder, cursor: string | null) =>
  queryOptions({
    queryKey: ['clients', 'list', filter, order, cursor],
    queryFn: () => api(contract.clients.list, { query: { ...filter, ...order, ...pageQuery(cursor) } }),
  });

/** How many match, for somebody who begins on a later page. */
export const clientsTotalQuery = (filter: ClientFilter) =>
  queryOptions({
    queryKey: ['clients', 'list', filter, 'total'],
    queryFn: async () => (await api(contract.clients.list, { query: { ...filter, limit: 1 } })).total,
  });

/** How much an application is used, counted now. */
export const clientUseQuery = (client_id: string) =>
  queryOptions({
    queryKey: ['clients', 'use', client_id],
    queryFn: () => api(contract.clients.use, { params: { client_id } }),
  });

export const clientQuery = (client_id: string) =>
  queryOptions({
    queryKey: ['clients', 'one', client_id],
    queryFn: () => api.versioned(contract.clients.get, { params: { client_id } }),
    select: ({ data }) => data,
  });

/** The same with the version that was read, for a page that saves. */
export const clientVersionQuery = (client_id: string) => queryOptions({ ...clientQuery(client_id), select: (version) => version });

/** By search, because a client that is deleted or the server's own is no failure here: the answer is `null`. */
export const knownClientQuery = (client_id: string) =>
  queryOptions({
    queryKey: ['clients', 'known', client_id],
    queryFn: async () => {
      const { items } = await api(contract.clients.list, { query: { q: client_id, limit: 200 } });
      return items.find((client) => client.client_id === client_id) ?? null;
    },
  });

const everyClient = [['clients'], ['refused_requests']] as const;

export const useCreateClient = () =>
  useMutation({ mutationFn: (body: CreateClient) => api(contract.clients.create, { body }), meta: { invalidates: everyClient } });

export const useUpdateClient = (client_id: string) =>
  useMutation({
    mutationFn: (body: UpdateClient) => api(contract.clients.update, { params: { client_id }, body }),
    meta: { invalidates: [...everyClient, ['grants']] },
  });

export const useTakeOverClient = (client_id: string) =>
  useMutation({ mutationFn: () => api(contract.clients.takeOver, { params: { client_id } }), meta: { invalidates: everyClient } });

/** Deleted clients’ own queries are left alone, which would only answer that they are gone. */
export const useChangeManyClients = () =>
  useMutation({
    mutationFn: (body: ChangeManyClients) => api(contract.clients.changeMany, { body }),
    meta: { invalidates: [['clients', 'list'], ['grants']] },
  });

/** Saves only on top of the version that the page was filled from (RFC 9110 §13.1.1). */
export const useSaveClient = (client_id: string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ body, if_match }: { body: UpdateClient; if_match: string | null }) =>
      api.versioned(contract.clients.update, { params: { client_id }, body }, { if_match }),
    onSuccess: (saved) => queries.setQueryData(clientQuery(client_id).queryKey, saved),
    meta: { invalidates: [...everyClient, ['grants']] },
  });
};

export const useRotateClientSecret = (client_id: string) =>
  useMutation({
    mutationFn: (body: z.input<typeof RotateClientSecret>) => api(contract.clients.rotateSecret, { params: { client_id }, body }),
    meta: { invalidates: everyClient },
  });

/** Leaves the deleted client's own query alone, which would only answer that it is gone. */
export const useDeleteClient = (client_id: string) =>
  useMutation({
    mutationFn: () => api(contract.clients.delete, { params: { client_id } }),
    meta: { invalidates: [['clients', 'list'], ['grants']] },
  });

export const useDisableClient = (client_id: string) =>
  useMutation({
    mutationFn: (body: DisableClient) => api(contract.clients.disable, { params: { client_id }, body }),
    meta: { invalidates: everyClient },
  });

export const useEnableClient = (client_id: string) =>
  useMutation({ mutationFn: () => api(contract.clients.enable, { params: { client_id } }), meta: { invalidates: everyClient } });

export const useCreateClientSecret = (client_id: string) =>
  useMutation({
    mutationFn: (body: z.input<typeof CreateClientSecret>) => api(contract.clients.createSecret, { params: { client_id }, body }),
    meta: { invalidates: everyClient },
  });

export const useRevokeClientSecret = (client_id: string) =>
  useMutation({
    mutationFn: (secret_id: string) => api(contract.clients.revokeSecret, { params: { client_id, secret_id } }),
    meta: { invalidates: everyClient },
  });
