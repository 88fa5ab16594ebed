import type { Context } from '../../context.ts';
import { removeResourceFromClients } from './client-store.ts';

/** Takes a resource server out of every client’s ceiling, and from those that are it; answers with the clients that had it. Runs in the caller’s transaction. */
export async function dropResourceFromClients(tx: Context, resource: string): Promise<string[]> {
  return removeResourceFromClients(tx, resource);
}
