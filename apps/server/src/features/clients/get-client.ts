import type { Client } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { clientNotFound } from './client-not-found.ts';
import { presentClientWithSecrets } from './client-store.ts';
import { findClient } from './find-client.ts';

/** Reads a client. Problems: `client-not-found`. */
export async function getClient(ctx: Context, clientId: string): Promise<Client> {
  const row = await findClient(ctx, clientId);
  if (row === null) throw clientNotFound(clientId);
  return presentClientWithSecrets(ctx, row);
}
