import { SYSTEM_ACTOR, type Context } from '../../context.ts';
import { selectIdleClientIds } from './client-store.ts';
import { deleteClient } from './delete-client.ts';

const STEP = 100;

/** Deletes clients that registered themselves, that nobody has used for so many days and no user has a grant with; at most one step’s worth. */
export async function removeIdleClients(ctx: Context, idleDays: number): Promise<number> {
  const since = new Date(ctx.clock.now().getTime() - idleDays * 24 * 60 * 60 * 1000);
  const idle = await selectIdleClientIds(ctx, { since, limit: STEP });
  for (const clientId of idle) await deleteClient({ ...ctx, actor: SYSTEM_ACTOR }, clientId);
  return idle.length;
}
