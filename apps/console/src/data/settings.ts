import { contract, type Settings } from '@consentry/contract';
import { queryOptions, useMutation } from '@tanstack/react-query';
import { api } from './api.ts';

export const settingsQuery = () => queryOptions({ queryKey: ['settings'], queryFn: () => api(contract.settings.get, {}) });

export const useUpdateSettings = () =>
  useMutation({
    mutationFn: (body: Partial<Settings>) => api(contract.settings.update, { body }),
    meta: { invalidates: [['settings']] },
  });
