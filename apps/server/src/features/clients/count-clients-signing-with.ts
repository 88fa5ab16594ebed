import type { SigningAlg } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { selectCountBySigningAlg } from './client-stats-store.ts';

/** How many clients are set up to be answered with one of these signatures. */
export async function countClientsSigningWith(ctx: Context, algs: readonly SigningAlg[]): Promise<number> {
  return selectCountBySigningAlg(ctx, algs);
}
