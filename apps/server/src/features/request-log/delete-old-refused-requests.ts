import type { Context } from '../../context.ts';
import { deleteRefusedRequestsBefore, selectTimeOfRefusedRequest } from './refused-request-store.ts';

const KEPT_DAYS = 7;
/** However many clients make mistakes, the table stays below about 100 MB. */
const KEPT_ROWS = 50_000;
const STEP = 1000;

/** Deletes what is older than seven days, and the oldest of what is too many, in small steps that block nobody. */
export async function deleteOldRefusedRequests(ctx: Context, stopping?: AbortSignal, keptRows = KEPT_ROWS): Promise<void> {
  const sevenDaysAgo = new Date(ctx.clock.now().getTime() - KEPT_DAYS * 24 * 60 * 60 * 1000);
  const tooMany = await selectTimeOfRefusedRequest(ctx, keptRows);
  const before = tooMany !== null && tooMany > sevenDaysAgo ? new Date(tooMany.getTime() + 1) : sevenDaysAgo;
  for (let deleted = STEP; deleted === STEP && stopping?.aborted !== true;) {
    deleted = await deleteRefusedRequestsBefore(ctx, { before, limit: STEP });
  }
}
