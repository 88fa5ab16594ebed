import type { Context } from '../context.ts';
import { errors, Provider } from 'oidc-provider';
import type { ClientRow } from '../features/clients/find-client.ts';
import { knownClient } from '../features/clients/known-client.ts';
import { DocumentRefused } from '../features/metadata-documents/document-refused.ts';
import type { MetadataDocuments } from '../features/metadata-documents/metadata-documents.ts';
import type { PartialAdapter } from './partial-adapter.ts';
import { clientMetadata } from './client-metadata.ts';
import { withTestRedirect } from './connection-test-redirect.ts';
import { CONSOLE_CLIENT_ID, consoleClient } from './console-client.ts';
import { ClientDisabled, isPersonsRequest } from './disabled-clients.ts';

/** Requests that may bring a client that nobody knows yet, by its metadata document. */
const INTRODUCING = ['authorization', 'pushed_authorization_request', 'device_authorization'];

/** What is said of a document whose server could not be asked: more would tell which hosts there are behind us. */
const OF_THE_NETWORK = ['address_refused', 'host_not_found', 'unreachable', 'tls', 'timeout'];

export function clientAdapter(ctx: Context, documents: MetadataDocuments): PartialAdapter {
  const builtIn = clientMetadata(consoleClient(ctx.issuer));
  return {
    async find(id) {
      if (id === CONSOLE_CLIENT_ID) return builtIn;
      const client = /^https?:/i.test(id) ? await findByDocument(ctx, documents, id) : await knownClient(ctx, id);
      if (client === null) return undefined;
      if (client.disabled_at !== null && isPersonsRequest()) throw new ClientDisabled();
      return clientMetadata(await withTestRedirect(ctx, client));
    },
  };
}

async function findByDocument(context: Context, documents: MetadataDocuments, id: string): Promise<ClientRow | null> {
  const { oidc, ip = null } = Provider.ctx ?? {};
  const ctx = { ...context, request: { ...context.request, ip } };
  try {
    return await documents.find(ctx, id, { introduces: INTRODUCING.includes(String(oidc?.route)) });
  } catch (error) {
    if (!(error instanceof DocumentRefused)) throw error;
    const reason = OF_THE_NETWORK.includes(error.reason) ? 'it could not be fetched' : error.message;
    throw new errors.InvalidClient(`the client ID metadata document is not accepted: ${reason}`, error.message);
  }
}
