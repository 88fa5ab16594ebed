import { contract, type Settings } from '@consentry/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './api.ts';

export const settingsQuery = () =>
  queryOptions({
    queryKey: ['settings'],
    queryFn: () => api.versioned(contract.settings.get, {}),
    select: ({ data }) => data,
  });

/** The same with the version that was read, for a page that saves. */
export const settingsVersionQuery = () => queryOptions({ ...settingsQuery(), select: (version) => version });

/** Saves only on top of the version that the page was filled from (RFC 9110 §13.1.1). */
export const useSaveSettings = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ body, if_match }: { body: Partial<Settings>; if_match: string | null }) =>
      api.versioned(contract.settings.update, { body }, { if_match }),
    onSuccess: (saved) => queries.setQueryData(settingsQuery().queryKey, saved),
    meta: { invalidates: [['settings']] },
  });
};
