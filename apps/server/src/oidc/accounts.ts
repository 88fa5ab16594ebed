import type { FindAccount } from 'oidc-provider';
import type { Context } from '../context.ts';
import { userClaims } from './claims.ts';
import { lookUpUser } from './look-up.ts';

/** The user behind a session or token; a disabled one is not found, so that nothing is issued any more. */
export function createAccountFinder(context: Context): FindAccount {
  return async function findAccount(_ctx, sub) {
    const user = await lookUpUser(context, sub);
    if (user === null || user.disabled_at !== null) return undefined;
    return { accountId: user.user_id, claims: async () => ({ ...userClaims(user), sub: user.user_id }) };
  };
}
