import type { Context } from '../../context.ts';
import { hashToken } from '../../platform/keyring.ts';
import { replaceSetupLink, selectHasOperator } from './setup-link-store.ts';

/** The one-time link that makes the first operator, or `null` when there is one already. Printed at each start until it is used. */
export async function createSetupLink(ctx: Context): Promise<string | null> {
  if (await selectHasOperator(ctx)) return null;
  const token = ctx.random.secret();
  await replaceSetupLink(ctx, hashToken(token));
  return `${ctx.issuer}/setup?token=${token}`;
}
