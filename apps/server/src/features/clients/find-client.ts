import { ClientId } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { selectClient, type ClientRow } from './client-store.ts';

export type { ClientRow };

/** The client with exactly this id, or `null`; anything may come from a request here. */
export async function findClient(ctx: Context, clientId: string): Promise<ClientRow | null> {
  if (!ClientId.safeParse(clientId).success) return null;
  return selectClient(ctx, clientId);
}
