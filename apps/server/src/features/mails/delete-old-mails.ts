import type { Context } from '../../context.ts';
import { deleteMailsBefore } from './mail-store.ts';

const KEPT_DAYS = 30;
const STEP = 1000;

/** Deletes mails from long ago, in small steps that block nobody. Any that still waits then has waited for a mail server that is gone. */
export async function deleteOldMails(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - KEPT_DAYS * 24 * 60 * 60 * 1000);
  for (let deleted = STEP; deleted === STEP;) {
    deleted = await deleteMailsBefore(ctx, { before, limit: STEP });
  }
}
