import type { Client, CreateClient } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { updateClient } from '../clients/update-client.ts';
import { verifyClientSecret } from '../clients/verify-client-secret.ts';
import { asRegistrationRefused } from './as-registration-refused.ts';
import { authorizedRegistration, type RegistrationAccess } from './authorized-registration.ts';
import { registeredClient } from './registered-client.ts';
import { parseRegistrationMetadata } from './registration-metadata.ts';
import { RegistrationRefused } from './registration-refused.ts';

/** Members that only the server says (RFC 7592 §2.2). */
const SERVER_SAID = ['registration_access_token', 'registration_client_uri', 'client_secret_expires_at', 'client_id_issued_at'];

/** A client replaces its metadata (RFC 7592 §2.2); its kind, its ceiling and its secret stay. Throws `RegistrationRefused`. */
export async function updateRegistration(
  ctx: Context,
  access: RegistrationAccess & { metadata: Readonly<Record<string, unknown>> },
): Promise<Client> {
  const before = await authorizedRegistration(ctx, access);
  await assertOwnValues(ctx, before, access.metadata);
  const { settings, registered_metadata } = registeredClient(parseRegistrationMetadata(access.metadata), before);
  const { app_type, party: _party, scopes: _scopes, resource_scopes: _resourceScopes, ...changeable } = settings;
  if (app_type !== before.app_type || provesItselfBy(settings) !== provesItselfBy(before))
    throw new RegistrationRefused(
      'invalid_client_metadata',
      'token_endpoint_auth_method cannot change between none, a secret and private_key_jwt, nor application_type between web and native; register anew',
    );
  const self: Context = { ...ctx, actor: { type: 'client', id: before.client_id, scopes: new Set() } };
  return updateClient(self, { ...changeable, client_id: before.client_id, registered_metadata }).catch((error: unknown) => {
    throw asRegistrationRefused(error);
  });
}

/** By header or in the body, a secret is a secret. */
function provesItselfBy({ token_endpoint_auth_method: method }: Pick<CreateClient, 'token_endpoint_auth_method'>): string {
  return method?.startsWith('client_secret') === true ? 'client_secret' : String(method);
}

async function assertOwnValues(ctx: Context, { client_id }: Client, metadata: Readonly<Record<string, unknown>>): Promise<void> {
  const said = SERVER_SAID.find((name) => metadata[name] !== undefined);
  if (said !== undefined) throw new RegistrationRefused('invalid_request', `${said} must not be sent (RFC 7592 §2.2)`);
  if (metadata['client_id'] !== client_id)
    throw new RegistrationRefused('invalid_request', `client_id must be sent, and be “${client_id}” (RFC 7592 §2.2)`);
  const secret = metadata['client_secret'];
  if (secret === undefined) return;
  if (typeof secret !== 'string' || !(await verifyClientSecret(ctx, client_id, secret)))
    throw new RegistrationRefused('invalid_request', 'client_secret is not the client’s; leave it out (RFC 7592 §2.2)');
}
