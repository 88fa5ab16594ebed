import { ProblemError } from '@consentry/contract';
import { MutationCache, QueryClient, type QueryKey } from '@tanstack/react-query';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** Query keys that this mutation makes stale. */
      invalidates: readonly QueryKey[];
    };
  }
}

const ATTEMPTS = 3;
const FRESH_MS = 5_000;

export const queryClient: QueryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: FRESH_MS, retry: mayRetry } },
  // A failed mutation invalidates too: what it met may have been changed by another operator.
  mutationCache: new MutationCache({
    onSettled: (...[, , , , mutation]) => {
      for (const queryKey of mutation.meta?.invalidates ?? []) void queryClient.invalidateQueries({ queryKey });
      void queryClient.invalidateQueries({ queryKey: ['audit_events'] });
    },
  }),
});

/** An answer below 500 will not change by asking again. */
function mayRetry(failures: number, error: Error): boolean {
  if (error instanceof ProblemError && error.problem.status < 500) return false;
  return failures < ATTEMPTS - 1;
}
