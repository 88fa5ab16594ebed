import type { CreateInitialAccessToken, InitialAccessToken } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { parseTimestamp } from '../../platform/clock.ts';
import { hashToken } from '../../platform/keyring.ts';
import { invalidMember } from '../../problem.ts';
import { mutate } from '../audit-events/mutate.ts';
import { insertInitialAccessToken, presentInitialAccessToken } from './initial-access-token-store.ts';

/** Creates a token that lets its holder register clients (RFC 7591 §3); the answer alone shows it. */
export async function createInitialAccessToken(
  ctx: Context,
  input: CreateInitialAccessToken,
): Promise<{ initial_access_token: InitialAccessToken; token: string }> {
  const expiresAt = typeof input.expires_at === 'string' ? parseTimestamp(input.expires_at) : null;
  if (expiresAt !== null && expiresAt <= ctx.clock.now()) throw invalidMember('/expires_at', 'must be in the future');
  const token = ctx.random.secret();
  const row = {
    initial_access_token_id: ctx.random.id(),
    name: input.name,
    created_at: ctx.clock.now(),
    expires_at: expiresAt,
    max_uses: input.max_uses ?? null,
    uses: 0,
    last_used_at: null,
    revoked_at: null,
  };
  return mutate(ctx, async (tx) => {
    await insertInitialAccessToken(tx, { ...row, token_hash: hashToken(token) });
    const initialAccessToken = presentInitialAccessToken(row);
    const { initial_access_token_id, name, expires_at, max_uses } = initialAccessToken;
    return {
      result: { initial_access_token: initialAccessToken, token },
      audit: { action: 'initial_access_token.created', details: { initial_access_token_id, name, expires_at, max_uses } },
    };
  });
}
