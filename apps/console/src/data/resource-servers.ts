import { contract, type CreateResourceServer, type UpdateResourceServer } from '@consentry/contract';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './api.ts';
import { everyPage, firstPage, pageQuery } from './page-query.ts';

export const resourceServersQuery = () =>
  infiniteQueryOptions({
    queryKey: ['resource_servers', 'list'],
    queryFn: ({ pageParam }) => api(contract.resourceServers.list, { query: pageQuery(pageParam) }),
    ...firstPage,
  });

export const everyResourceServerQuery = () =>
  queryOptions({
    queryKey: ['resource_servers', 'every'],
    queryFn: () => everyPage((query) => api(contract.resourceServers.list, { query })),
  });

export const resourceServerQuery = (resource: string) =>
  queryOptions({
    queryKey: ['resource_servers', 'one', resource],
    queryFn: () => api.versioned(contract.resourceServers.get, { params: { resource } }),
    select: ({ data }) => data,
  });

/** The same with the version that was read, for a page that saves. */
export const resourceServerVersionQuery = (resource: string) =>
  queryOptions({ ...resourceServerQuery(resource), select: (version) => version });

export const protectedResourceMetadataQuery = (resource: string) =>
  queryOptions({
    queryKey: ['resource_servers', 'metadata', resource],
    queryFn: () => api(contract.resourceServers.getProtectedResourceMetadata, { params: { resource } }),
  });

const everyResourceServer = [['resource_servers']] as const;

export const useCreateResourceServer = () =>
  useMutation({
    mutationFn: (body: CreateResourceServer) => api(contract.resourceServers.create, { body }),
    meta: { invalidates: everyResourceServer },
  });

/** Saves only on top of the version that the page was filled from (RFC 9110 §13.1.1). */
export const useSaveResourceServer = (resource: string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ body, if_match }: { body: UpdateResourceServer; if_match: string | null }) =>
      api.versioned(contract.resourceServers.update, { params: { resource }, body }, { if_match }),
    onSuccess: (saved) => queries.setQueryData(resourceServerQuery(resource).queryKey, saved),
    meta: { invalidates: everyResourceServer },
  });
};

export const useDeleteResourceServer = (resource: string) =>
  useMutation({
    mutationFn: () => api(contract.resourceServers.delete, { params: { resource } }),
    meta: { invalidates: [['resource_servers', 'list'], ['resource_servers', 'every'], ['clients']] },
  });
