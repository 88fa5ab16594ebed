import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';

interface TokenExchange {
  /** The client that got the new token. */
  client_id: string;
  user_id: string;
  grant_id: string;
  /** The client that the user allowed what the token is for. */
  granted_to: string;
  resource: string;
  scopes: readonly string[];
  /** Who acts. */
  actor: string;
}

const AGAIN_AFTER_MS = 60 * 60 * 1000;
const REMEMBERED = 10_000;

/** When which exchange was last told of. */
export type NotedExchanges = Map<string, number>;

/**
 * Records who acts for a user at which API, before the token leaves. One API may call another at each request it gets, so that the
 * same exchange is told of once an hour by each instance; anything that differs is told of at once.
 */
export async function noteTokenExchange(ctx: Context, noted: NotedExchanges, exchange: TokenExchange): Promise<void> {
  const { client_id, user_id, ...details } = exchange;
  const key = JSON.stringify(exchange);
  const now = ctx.clock.now().getTime();
  if (now - (noted.get(key) ?? -Infinity) < AGAIN_AFTER_MS) return;
  await mutate(ctx, async () => ({ result: undefined, audit: { action: 'token.exchanged', client_id, user_id, details } }));
  if (noted.size >= REMEMBERED) noted.clear();
  noted.set(key, now);
}
