import type { Context } from '../../context.ts';
import { updateWrongUserCounts } from './client-stats-store.ts';

/** Counts the users of every client anew. The counts are kept with each grant, so that there is normally nothing to correct. */
export async function recountUsers(ctx: Context): Promise<void> {
  const corrected = await updateWrongUserCounts(ctx);
  if (corrected > 0) ctx.logger.info({ corrected }, 'counts of users were corrected');
}
