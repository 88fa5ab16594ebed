import type { Context } from '../context.ts';
import { deleteEndedLimits } from '../platform/database-rate-limit.ts';
import { deleteExpiredRows, emptyEndedSlots } from './expired-store.ts';

/** Deletes what has expired; returns how many rows went, and how many slots of short-lived artefacts were emptied. */
export async function deleteExpired(ctx: Context, stopping?: AbortSignal): Promise<{ rows: number; slots: number }> {
  const slots = await emptyEndedSlots(ctx.db, ctx.clock.now(), stopping);
  const rows = (await deleteExpiredRows(ctx.db, ctx.clock.now(), stopping)) + (await deleteEndedLimits(ctx.db));
  return { rows, slots };
}
