import { contract, type CreateUser, type UpdateUser } from '@consentry/contract';
import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';
import { api } from './api.ts';
import { firstPage, pageQuery } from './page-query.ts';

export const usersQuery = (filter: { q?: string }) =>
  infiniteQueryOptions({
    queryKey: ['users', 'list', filter],
    queryFn: ({ pageParam }) => api(contract.users.list, { query: { ...filter, ...pageQuery(pageParam) } }),
    ...firstPage,
  });

export const userQuery = (user_id: string) =>
  queryOptions({
    queryKey: ['users', 'one', user_id],
    queryFn: () => api(contract.users.get, { params: { user_id } }),
  });

const OFFERED_AT_MOST = 20;

/** Whom a search means: who is called exactly that, else everybody whom it finds. */
export const meantUsersQuery = (q: string) =>
  queryOptions({
    queryKey: ['users', 'meant', q],
    queryFn: async () => {
      const { items, next_cursor } = await api(contract.users.list, { query: { q, limit: 200 } });
      const exact = items.filter((user) => [user.username, user.email].some((name) => name?.toLowerCase() === q.toLowerCase()));
      if (exact.length === 1) return { users: exact, hasMore: false };
      return { users: items.slice(0, OFFERED_AT_MOST), hasMore: items.length > OFFERED_AT_MOST || next_cursor !== null };
    },
  });

/** Who is signed in may be the one who was changed; sessions that end take grants with them, and apps are told. */
const everyUser = [['users'], ['caller'], ['grants'], ['logout_deliveries']] as const;

export const useCreateUser = () =>
  useMutation({ mutationFn: (body: CreateUser) => api(contract.users.create, { body }), meta: { invalidates: everyUser } });

export const useUpdateUser = (user_id: string) =>
  useMutation({
    mutationFn: (body: UpdateUser) => api(contract.users.update, { params: { user_id }, body }),
    meta: { invalidates: everyUser },
  });

export const useDisableUser = (user_id: string) =>
  useMutation({ mutationFn: () => api(contract.users.disable, { params: { user_id } }), meta: { invalidates: everyUser } });

export const useEnableUser = (user_id: string) =>
  useMutation({ mutationFn: () => api(contract.users.enable, { params: { user_id } }), meta: { invalidates: everyUser } });
