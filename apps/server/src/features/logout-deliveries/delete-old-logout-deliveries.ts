import type { Context } from '../../context.ts';
import { deleteFinishedLogoutDeliveries } from './logout-delivery-store.ts';

const KEPT_DAYS = 30;
const STEP = 1000;

/** Deletes finished deliveries that nobody looks for any more, in small steps that block nobody. */
export async function deleteOldLogoutDeliveries(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - KEPT_DAYS * 24 * 60 * 60 * 1000);
  for (let deleted = STEP; deleted === STEP;) {
    deleted = await deleteFinishedLogoutDeliveries(ctx, { before, limit: STEP });
  }
}
