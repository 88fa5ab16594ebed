import type { Context } from '../../context.ts';
import { removeScopesFromSelfRegistered } from './client-store.ts';

/** Takes scopes out of the ceiling of every client that registered itself; answers with those that had one. Runs in the caller’s transaction. */
export async function dropScopesFromSelfRegistered(tx: Context, scopes: { resource: string; names: string[] }): Promise<string[]> {
  return scopes.names.length === 0 ? [] : removeScopesFromSelfRegistered(tx, scopes);
}
