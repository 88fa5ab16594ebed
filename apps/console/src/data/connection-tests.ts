import { contract, type StartConnectionTest } from '@consentry/contract';
import { queryOptions, useMutation } from '@tanstack/react-query';
import { api } from './api.ts';

const WAITING_REFRESH_MS = 3_000;

/** One's own test; looked at again by itself while it waits for the browser. */
export const connectionTestQuery = (connection_test_id: string) =>
  queryOptions({
    queryKey: ['connection_tests', connection_test_id],
    queryFn: () => api(contract.connectionTests.get, { params: { connection_test_id } }),
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? WAITING_REFRESH_MS : false),
  });

export const useStartConnectionTest = (client_id: string) =>
  useMutation({
    mutationFn: (body: StartConnectionTest) => api(contract.connectionTests.start, { params: { client_id }, body }),
    meta: { invalidates: [['grants']] },
  });

export const useForgetConnectionTest = () =>
  useMutation({
    mutationFn: (connection_test_id: string) => api(contract.connectionTests.forget, { params: { connection_test_id } }),
    // Its own query would only answer that it is gone.
    meta: { invalidates: [] },
  });
