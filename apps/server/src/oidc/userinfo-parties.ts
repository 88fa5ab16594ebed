import { errors } from 'oidc-provider';
import type { Step } from 'oidc-provider/lib/helpers/router.js';
import type { Context } from '../context.ts';
import { createAccountFinder } from './accounts.ts';

/**
 * Client and user of a userinfo request, loaded as the engine loads them. The engine's own two steps make the error for a missing one at
 * each request, with its stack, also when none is missing: a tenth of what a request costs.
 */
export function userinfoParties(context: Context): [name: string, replace: () => Step][] {
  const findAccount = createAccountFinder(context);
  const loadClient: Step = async ({ oidc }, next) => {
    const client = await oidc.provider.Client.find(String(oidc.accessToken?.clientId));
    if (client === undefined) throw new errors.InvalidToken('associated client not found');
    oidc.entity('Client', client);
    await next();
  };
  const loadAccount: Step = async (ctx, next) => {
    const { oidc } = ctx;
    const account = await findAccount(ctx, String(oidc.accessToken?.accountId));
    if (account === undefined) throw new errors.InvalidToken('associated account not found');
    oidc.entity('Account', account);
    await next();
  };
  return [
    ['loadAccessTokenClient', () => loadClient],
    ['loadAccessTokenAccount', () => loadAccount],
  ];
}
