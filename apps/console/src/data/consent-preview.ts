import { contract, type ConsentPreviewRequest } from '@consentry/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';

/** What does not pass the schema yet, such as half a link, keeps what was drawn before. */
export const consentPreviewQuery = (client_id: string, body: ConsentPreviewRequest) =>
  queryOptions({
    queryKey: ['clients', 'consent_preview', client_id, body],
    queryFn: () => api(contract.clients.previewConsent, { params: { client_id }, body }),
    retry: false,
    gcTime: 60_000,
  });
