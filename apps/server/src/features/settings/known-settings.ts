import type { Settings } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { getSettings } from './get-settings.ts';

/** The settings as this process knows them, for pages: at most seconds behind (see platform/change-feed.ts). */
export async function knownSettings(ctx: Context): Promise<Settings> {
  return (await ctx.cache.get('settings', '', () => getSettings(ctx))) ?? getSettings(ctx);
}
