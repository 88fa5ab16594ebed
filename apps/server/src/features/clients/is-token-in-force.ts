import type { ClientRow } from './client-store.ts';

/**
 * Whether a token that was issued to this client at that second (`iat`) may still count: a disabled client has none, and one that
 * was made anew under the same id, or enabled again, inherits none from before.
 */
export function isTokenInForce(client: ClientRow, issuedAt: number): boolean {
  if (client.disabled_at !== null) return false;
  // `iat` knows whole seconds: of the second in which it was enabled, no token counts.
  if (client.tokens_not_before !== null) return issuedAt * 1000 >= client.tokens_not_before.getTime();
  return issuedAt >= Math.floor(client.created_at.getTime() / 1000);
}
