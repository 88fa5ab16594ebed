import type { Context } from '../context.ts';
import type { TokenFate } from '../features/request-log/refusal.ts';
import type { Place } from './slots.ts';
import { selectTokenFate, type TokenTable } from './token-store.ts';

/** What became of a code or token that was presented, for the log of refused requests. */
export async function findTokenFate(ctx: Context, token: Place & { table: TokenTable }): Promise<TokenFate | null> {
  const found = await selectTokenFate(ctx.db, token);
  if (found === null) return null;
  const { payload, ...fate } = found;
  return {
    ...fate,
    client_id: text(payload['clientId']),
    redirect_uri: text(payload['redirectUri']),
    code_challenge: text(payload['codeChallenge']),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
