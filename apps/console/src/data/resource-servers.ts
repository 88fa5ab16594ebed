import { contract, type CreateResourceServer, type UpdateResourceServer } from '@consentry/contract';
import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';
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
    queryFn: () => api(contract.resourceServers.get, { params: { resource } }),
  });

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

export const useUpdateResourceServer = (resource: string) =>
  useMutation({
    mutationFn: (body: UpdateResourceServer) => api(contract.resourceServers.update, { params: { resource }, body }),
    meta: { invalidates: everyResourceServer },
  });

export const useDeleteResourceServer = (resource: string) =>
  useMutation({
    mutationFn: () => api(contract.resourceServers.delete, { params: { resource } }),
    meta: { invalidates: [['resource_servers', 'list'], ['resource_servers', 'every'], ['clients']] },
  });
