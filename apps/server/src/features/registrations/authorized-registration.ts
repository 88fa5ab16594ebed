import type { Client } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { hashToken } from '../../platform/keyring.ts';
import { findClient } from '../clients/find-client.ts';
import { getClient } from '../clients/get-client.ts';
import { RegistrationRefused } from './registration-refused.ts';
import { selectManagesItself } from './registration-store.ts';

export interface RegistrationAccess {
  client_id: string;
  /** The registration access token, if one came. */
  token: string | null;
}

/** The client that the token is for; one answer for a wrong token and for a client that is gone (RFC 7592 §2). Throws `RegistrationRefused`. */
export async function authorizedRegistration(ctx: Context, { client_id, token }: RegistrationAccess): Promise<Client> {
  const known = token !== null && (await selectManagesItself(ctx, { client_id, access_token_hash: hashToken(token) }));
  if (!known || (await findClient(ctx, client_id)) === null)
    throw new RegistrationRefused(
      'invalid_token',
      'the registration access token is not one of this client, or the client is the operator’s now',
    );
  return getClient(ctx, client_id);
}
