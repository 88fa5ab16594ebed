import { errors } from 'oidc-provider';
import steps, { type Step } from 'oidc-provider/lib/actions/userinfo.js';
import type { Context } from '../context.ts';
import { createAccountFinder } from './accounts.ts';

/**
 * Client and user of a userinfo request, loaded as the engine loads them; to be called before the engine is made. The engine's own two
 * steps make the error for a missing one at each request, with its stack, also when none is missing: a tenth of what a request costs.
 */
export function loadUserinfoParties(context: Context): void {
  const findAccount = createAccountFinder(context);
  const ours: Record<string, Step> = {
    async loadAccessTokenClient({ oidc }, next) {
      const client = await oidc.provider.Client.find(String(oidc.accessToken?.clientId));
      if (client === undefined) throw new errors.InvalidToken('associated client not found');
      oidc.entity('Client', client);
      await next();
    },
    async loadAccessTokenAccount(ctx, next) {
      const { oidc } = ctx;
      const account = await findAccount(ctx, String(oidc.accessToken?.accountId));
      if (account === undefined) throw new errors.InvalidToken('associated account not found');
      oidc.entity('Account', account);
      await next();
    },
  };
  // By name, which they keep: an engine that is made later has others.
  for (const [at, step] of steps.entries()) steps[at] = ours[step.name] ?? step;
}
