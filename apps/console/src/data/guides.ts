import { contract, type CreateClientForService } from '@consentry/contract';
import { queryOptions, useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from './api.ts';

/** Guides change with the server alone, so one answer lasts as long as the page. */
export const guidesQuery = () =>
  queryOptions({ queryKey: ['guides', 'list'], queryFn: () => api(contract.guides.list, { query: {} }), staleTime: Infinity });

/** Below `clients`, because the client's values stand in it. */
export const clientGuideQuery = (client_id: string, slug: string) =>
  queryOptions({
    queryKey: ['clients', 'guide', client_id, slug],
    queryFn: () => api(contract.guides.get, { params: { client_id, slug } }),
  });

export const clientConfigurationQuery = (client_id: string) =>
  queryOptions({
    queryKey: ['clients', 'configuration', client_id],
    queryFn: () => api(contract.guides.configuration, { params: { client_id } }),
  });

export const useCreateClientForService = (slug: string) =>
  useMutation({
    mutationFn: (body: z.input<typeof CreateClientForService>) => api(contract.guides.createClient, { params: { slug }, body }),
    meta: { invalidates: [['clients']] },
  });
