import type { Client, LogoTheme } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { changeLogo } from './change-logo.ts';
import { deleteClientLogoRow } from './client-logo-store.ts';

/** Removes the logo for light or dark pages; where there is none, nothing changes. Problems: `client-not-found`. */
export async function deleteClientLogo(ctx: Context, input: { client_id: string; theme: LogoTheme }): Promise<Client> {
  return mutate(ctx, async (tx) => {
    const change = await changeLogo(tx, { ...input, logo_hash: null });
    await deleteClientLogoRow(tx, input);
    return change;
  });
}
