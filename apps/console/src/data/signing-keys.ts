import { contract, type RotateSigningKeys } from '@consentry/contract';
import { queryOptions, useMutation } from '@tanstack/react-query';
import { api } from './api.ts';

/** Discovery names the algorithms that there are keys for. */
const CHANGED = [['signing_keys'], ['server']] as const;

export const signingKeysQuery = () => queryOptions({ queryKey: ['signing_keys'], queryFn: () => api(contract.signingKeys.list, {}) });

export const useRotateSigningKeys = () =>
  useMutation({
    mutationFn: (body: RotateSigningKeys) => api(contract.signingKeys.rotate, { body }),
    meta: { invalidates: CHANGED },
  });

export const useRemoveSigningKey = () =>
  useMutation({
    mutationFn: (kid: string) => api(contract.signingKeys.remove, { params: { kid } }),
    meta: { invalidates: CHANGED },
  });
