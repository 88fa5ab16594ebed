import { SIGNING_ALGS, type SigningAlg } from '@consentry/contract';
import { useQuery } from '@tanstack/react-query';
import { serverQuery } from '../data/server.ts';

/** What the server signs with now, and what is chosen already. */
export function useSigningAlgs(chosen: SigningAlg | null): SigningAlg[] {
  const { data: server } = useQuery(serverQuery());
  const offered = server?.discovery['id_token_signing_alg_values_supported'];
  return SIGNING_ALGS.filter((alg) => alg === chosen || !Array.isArray(offered) || offered.includes(alg));
}
