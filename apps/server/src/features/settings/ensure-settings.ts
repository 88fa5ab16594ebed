import type { Settings } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { insertMissingSettings } from './settings-store.ts';

/** Gives every setting that was never stored its default; called at each start, so that an upgrade’s new setting has one too. */
export async function ensureSettings(ctx: Context, defaults: Settings): Promise<void> {
  await insertMissingSettings(ctx, defaults);
}
