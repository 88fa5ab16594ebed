import type { Context } from '../../context.ts';
import { removeDetailsTypesFromClients } from './client-store.ts';

/** Takes types of authorization details out of every client’s ceiling; answers with those that had one. Runs in the caller’s transaction. */
export async function dropDetailsTypesFromClients(tx: Context, types: string[]): Promise<string[]> {
  return types.length === 0 ? [] : removeDetailsTypesFromClients(tx, types);
}
