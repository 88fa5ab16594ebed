import type { Context } from '../../context.ts';
import { deleteRegistrationRefusals } from './registration-refusal-store.ts';

const KEPT_DAYS = 30;

export async function deleteOldRegistrationRefusals(ctx: Context): Promise<void> {
  await deleteRegistrationRefusals(ctx, new Date(ctx.clock.now().getTime() - KEPT_DAYS * 24 * 60 * 60 * 1000));
}
