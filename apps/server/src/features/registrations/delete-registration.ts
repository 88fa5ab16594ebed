import type { Context } from '../../context.ts';
import { deleteClient } from '../clients/delete-client.ts';
import { authorizedRegistration, type RegistrationAccess } from './authorized-registration.ts';

/** A client removes itself with all its grants and tokens (RFC 7592 §2.3). Throws `RegistrationRefused`. */
export async function deleteRegistration(ctx: Context, access: RegistrationAccess): Promise<void> {
  const { client_id } = await authorizedRegistration(ctx, access);
  await deleteClient({ ...ctx, actor: { type: 'client', id: client_id, scopes: new Set() } }, client_id);
}
