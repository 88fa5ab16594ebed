import { contract, type CreateInitialAccessToken, type UpdateRegistrationPolicy } from '@consentry/contract';
import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';
import { api } from './api.ts';
import { firstPage, pageQuery } from './page-query.ts';

const SHOWN_AT_ONCE = 10;

export const registrationPolicyQuery = () =>
  queryOptions({ queryKey: ['registration_policy'], queryFn: () => api(contract.registrationPolicy.get, {}) });

export const useUpdateRegistrationPolicy = () =>
  useMutation({
    mutationFn: (body: UpdateRegistrationPolicy) => api(contract.registrationPolicy.update, { body }),
    meta: { invalidates: [['registration_policy']] },
  });

export const initialAccessTokensQuery = () =>
  infiniteQueryOptions({
    queryKey: ['initial_access_tokens'],
    queryFn: ({ pageParam }) => api(contract.initialAccessTokens.list, { query: { limit: SHOWN_AT_ONCE, ...pageQuery(pageParam) } }),
    ...firstPage,
  });

export const useCreateInitialAccessToken = () =>
  useMutation({
    mutationFn: (body: CreateInitialAccessToken) => api(contract.initialAccessTokens.create, { body }),
    meta: { invalidates: [['initial_access_tokens']] },
  });

export const useRevokeInitialAccessToken = () =>
  useMutation({
    mutationFn: (initial_access_token_id: string) => api(contract.initialAccessTokens.revoke, { params: { initial_access_token_id } }),
    meta: { invalidates: [['initial_access_tokens']] },
  });

/** The latest; an operator who tries something out elsewhere finds it here without loading the page again. */
export const registrationRefusalsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['registration_refusals'],
    queryFn: ({ pageParam }) => api(contract.registrationRefusals.list, { query: { limit: SHOWN_AT_ONCE, ...pageQuery(pageParam) } }),
    ...firstPage,
  });
