import { Settings } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { selectSettings } from './settings-store.ts';

/** The settings that can be changed at run time; `ensureSettings` has run before. */
export async function getSettings(ctx: Context): Promise<Settings> {
  return Settings.parse(await selectSettings(ctx));
}
