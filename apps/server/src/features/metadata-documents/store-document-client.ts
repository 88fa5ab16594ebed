import type { RegistrationPolicy } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { createClient } from '../clients/create-client.ts';
import { deleteClient } from '../clients/delete-client.ts';
import { findClient, type ClientRow } from '../clients/find-client.ts';
import { updateClient } from '../clients/update-client.ts';
import { asRegistrationRefused } from '../registrations/as-registration-refused.ts';
import { registeredClient, type RegisteredClient } from '../registrations/registered-client.ts';
import type { RegistrationMetadata } from '../registrations/registration-metadata.ts';
import { selfRegisteredCeiling } from '../registrations/self-registered-ceiling.ts';

interface DocumentClient {
  client_id: string;
  metadata: RegistrationMetadata;
  quarantined: boolean;
}

/** Makes the stored client what its document says now; the ceiling is the policy’s of now. Throws `RegistrationRefused`. */
export async function storeDocumentClient(ctx: Context, policy: RegistrationPolicy, document: DocumentClient): Promise<void> {
  const { client_id } = document;
  const self: Context = { ...ctx, actor: { type: 'client', id: client_id, scopes: new Set() } };
  await mutate(self, async (tx) => {
    const ceilingWith = (allowed: ClientRow['resource_scopes']) => selfRegisteredCeiling(tx, policy, allowed);
    const registered = registeredClient(document.metadata, await ceilingWith({}));
    const before = await findClient(tx, client_id);
    // An operator was quicker: the client is theirs now.
    if (before !== null && before.origin !== 'metadata_document') return { result: undefined, audit: null };
    if (before !== null && isOfOneKind(before, registered))
      await update(tx, registeredClient(document.metadata, await ceilingWith(before.resource_scopes)), document);
    else {
      if (before !== null) await deleteClient(tx, client_id);
      await create(tx, registered, document);
    }
    return { result: undefined, audit: null };
  }).catch((error: unknown) => {
    throw asRegistrationRefused(error);
  });
}

/** What a client is never changes; another kind under the same URL inherits nothing. */
function isOfOneKind(before: ClientRow, { settings }: RegisteredClient): boolean {
  return before.app_type === settings.app_type && before.token_endpoint_auth_method === settings.token_endpoint_auth_method;
}

async function update(
  tx: Context,
  { settings, registered_metadata }: RegisteredClient,
  { client_id, quarantined }: DocumentClient,
): Promise<void> {
  const { app_type: _appType, party: _party, description: _description, ...changeable } = settings;
  await updateClient(tx, { ...changeable, client_id, registered_metadata, quarantined });
}

async function create(
  tx: Context,
  { settings, registered_metadata }: RegisteredClient,
  { client_id, quarantined }: DocumentClient,
): Promise<void> {
  await createClient(tx, { ...settings, self_registration: { client_id, origin: 'metadata_document', quarantined, registered_metadata } });
}
