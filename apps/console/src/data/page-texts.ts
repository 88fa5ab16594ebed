import { contract, type PageLanguage } from '@consentry/contract';
import { queryOptions, useMutation } from '@tanstack/react-query';
import { api } from './api.ts';

export const pageTextsQuery = (language: PageLanguage) =>
  queryOptions({ queryKey: ['page_texts', language], queryFn: () => api(contract.pageTexts.list, { params: { language } }) });

/** `null` shows the original again. */
export const useSavePageText = (language: PageLanguage) =>
  useMutation({
    mutationFn: ({ key, text }: { key: string; text: string | null }) =>
      text === null
        ? api(contract.pageTexts.reset, { params: { language, key } })
        : api(contract.pageTexts.set, { params: { language, key }, body: { text } }),
    meta: { invalidates: [['page_texts']] },
  });
