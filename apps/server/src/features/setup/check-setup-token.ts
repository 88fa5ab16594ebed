import type { Context } from '../../context.ts';
import { hashToken } from '../../platform/keyring.ts';
import { selectHasOperator, selectSetupLink } from './setup-link-store.ts';

/** Whether the link that carries this token still makes an operator. */
export async function checkSetupToken(ctx: Context, token: string): Promise<'good' | 'used' | 'wrong'> {
  const link = await selectSetupLink(ctx, hashToken(token));
  if (link === null) return 'wrong';
  return link.consumed_at !== null || (await selectHasOperator(ctx)) ? 'used' : 'good';
}
