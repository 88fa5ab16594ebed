import type { SigningAlg } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { selectCountBySigningAlg } from './resource-server-store.ts';

/** How many resource servers get their access tokens with one of these signatures. */
export async function countResourceServersSigningWith(ctx: Context, algs: readonly SigningAlg[]): Promise<number> {
  return selectCountBySigningAlg(ctx, algs);
}
