import type { Grant } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { grantNotFound } from './grant-not-found.ts';
import { selectNamedGrant } from './named-grant-store.ts';

/** Reads a grant, revoked or not. Problems: `grant-not-found`. */
export async function getGrant(ctx: Context, grantId: string): Promise<Grant> {
  const grant = await selectNamedGrant(ctx, grantId);
  if (grant === null) throw grantNotFound(grantId);
  return grant;
}
