import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { mutate } from '../audit-events/mutate.ts';
import { updateInitialAccessTokenRevoked } from './initial-access-token-store.ts';

/** Revokes the token at once; clients that were registered with it stay. Problems: `initial-access-token-not-found`. */
export async function revokeInitialAccessToken(ctx: Context, id: string): Promise<undefined> {
  return mutate(ctx, async (tx) => {
    const row = await updateInitialAccessTokenRevoked(tx, id);
    if (row === null) throw new Problem('initial-access-token-not-found', `There is no initial access token with the id “${id}”.`);
    const { initial_access_token_id, name } = row;
    return { result: undefined, audit: { action: 'initial_access_token.revoked', details: { initial_access_token_id, name } } };
  });
}
