import { ScopeName } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { memoryRateLimit, RateLimited, type RateLimit } from '../../platform/rate-limit.ts';
import { countRefusedScope, type AskedScope } from './refused-scope-store.ts';

export type { AskedScope };

/** Writes of one instance for one client. */
export function refusedScopeLimit(): RateLimit<void> {
  return memoryRateLimit({ name: 'refused_scopes', points: 60, window_seconds: 60 });
}

/** One request is counted for this many names at most. */
const NAMES_PER_REQUEST = 10;

/**
 * Counts what a client did not get, for its operator. Anyone can cause this with a link: writes are limited for each client, names and
 * their number are bounded, and a failure is logged and changes nothing for the request.
 */
export async function recordRefusedScopes(ctx: Context, limit: RateLimit<void>, asked: readonly AskedScope[]): Promise<void> {
  const countable = asked.filter(({ scope }) => ScopeName.safeParse(scope).success).slice(0, NAMES_PER_REQUEST);
  try {
    for (const one of countable) {
      limit.consume(one.client_id);
      await countRefusedScope(ctx, one);
    }
  } catch (cause) {
    if (cause instanceof RateLimited) return;
    ctx.logger.warn({ err: cause, client_id: countable[0]?.client_id }, 'what a client was refused could not be counted');
  }
}
