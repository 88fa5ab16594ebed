import { Provider } from 'oidc-provider';
import type { Context } from '../context.ts';
import { knownClient } from '../features/clients/known-client.ts';
import { adoptPolicy } from './client-metadata.ts';

/**
 * The look-up of a token tells when its client was last changed. A client that this process knows as it was before is read anew, so
 * that what left a ceiling is missing from the very next token and answer, also where the news of it has not arrived yet.
 *
 * @param changedAt `null`: the client is not stored (the console)
 */
export async function heedClientChange(context: Context, clientId: string, changedAt: Date | null): Promise<void> {
  if (changedAt === null) return;
  const known = await knownClient(context, clientId);
  if (known === null || known.updated_at.getTime() === changedAt.getTime()) return;
  context.cache.forget('clients', clientId);
  const current = await knownClient(context, clientId);
  const client = Provider.ctx?.oidc?.client;
  if (current !== null && client?.clientId === clientId) adoptPolicy(client, current);
}
