import type { Context } from '../../context.ts';
import { removeResourceFromGrants } from './grant-store.ts';

/** Takes a resource server out of every live grant, so that a later one of the same URI asks anew. Runs in the caller’s transaction. */
export async function dropResourceFromGrants(tx: Context, resource: string): Promise<void> {
  await removeResourceFromGrants(tx, resource);
}
