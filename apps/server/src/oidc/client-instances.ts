import { Provider, type Client } from 'oidc-provider';
import type { Context } from '../context.ts';
import type { ClientRow } from '../features/clients/find-client.ts';
import { knownClient } from '../features/clients/known-client.ts';
import { connectionTestCallback } from '../features/connection-tests/connection-test-callback.ts';
import { isPersonsRequest } from './disabled-clients.ts';

/**
 * The engine makes a client of metadata at each request, and compares all of it with those that it has made before. A row of ours that
 * is still the same object is the same client.
 */
export function installClientInstances(provider: Provider, context: Context): void {
  const clients = provider.Client as unknown as { find: (id: string) => Promise<Client | undefined> };
  const find = clients.find.bind(clients);
  const made = new WeakMap<ClientRow, Client>();
  clients.find = async (id) => {
    const row = typeof id === 'string' && !isDocument(id) && !isConnectionTest(context) ? await knownClient(context, id) : null;
    // A disabled client is refused where the engine asks for its metadata (see client-adapter.ts).
    if (row === null || (row.disabled_at !== null && isPersonsRequest())) return find(id);
    const known = made.get(row);
    if (known !== undefined) return known;
    const client = await find(id);
    if (client !== undefined) made.set(row, client);
    return client;
  };
}

/** Read anew by its own rules (see features/metadata-documents). */
function isDocument(id: string): boolean {
  return /^https?:/i.test(id);
}

/** There the client has one redirect URI more (see connection-test-redirect.ts). */
function isConnectionTest({ issuer }: Context): boolean {
  return Provider.ctx?.oidc?.params?.['redirect_uri'] === connectionTestCallback(issuer);
}
