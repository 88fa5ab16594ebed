import type { Client, LogoTheme } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { upsertClientLogo } from './client-logo-store.ts';
import { changeLogo } from './change-logo.ts';
import { readLogo } from './read-logo.ts';

/** Stores the logo for light or dark pages. Problems: `client-not-found`, `logo-refused`. */
export async function putClientLogo(ctx: Context, input: { client_id: string; theme: LogoTheme; bytes: Uint8Array }): Promise<Client> {
  const { client_id, theme } = input;
  const logo = readLogo(input.bytes);
  return mutate(ctx, async (tx) => {
    const change = await changeLogo(tx, { client_id, theme, logo_hash: logo.logo_hash });
    await upsertClientLogo(tx, { client_id, theme, ...logo, updated_at: tx.clock.now() });
    return change;
  });
}
