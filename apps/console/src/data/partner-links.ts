import { contract, type CreatePartnerLink } from '@consentry/contract';
import { infiniteQueryOptions, useMutation } from '@tanstack/react-query';
import { api } from './api.ts';
import { firstPage, pageQuery } from './page-query.ts';

export const partnerLinksQuery = (client_id: string) =>
  infiniteQueryOptions({
    queryKey: ['partner_links', client_id],
    queryFn: ({ pageParam }) => api(contract.partnerLinks.list, { params: { client_id }, query: pageQuery(pageParam) }),
    ...firstPage,
  });

export const useCreatePartnerLink = (client_id: string) =>
  useMutation({
    mutationFn: (body: CreatePartnerLink) => api(contract.partnerLinks.create, { params: { client_id }, body }),
    meta: { invalidates: [['partner_links']] },
  });

export const useRevokePartnerLink = (client_id: string) =>
  useMutation({
    mutationFn: (partner_link_id: string) => api(contract.partnerLinks.revoke, { params: { client_id, partner_link_id } }),
    meta: { invalidates: [['partner_links']] },
  });
