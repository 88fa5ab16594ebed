import type { Context } from '../../context.ts';
import { hashToken } from '../../platform/keyring.ts';
import { updateInitialAccessTokenUse, type InitialAccessTokenRow } from './initial-access-token-store.ts';

/**
 * Counts one use of the token, or answers `null` when it is unknown, expired, revoked or used up. Runs in the caller’s
 * transaction: a registration that fails gives the use back.
 */
export async function useInitialAccessToken(tx: Context, token: string): Promise<InitialAccessTokenRow | null> {
  return updateInitialAccessTokenUse(tx, hashToken(token));
}
