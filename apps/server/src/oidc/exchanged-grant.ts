import type { AdapterPayload, Client } from 'oidc-provider';
import type { GrantRow } from '../features/grants/grant-store.ts';
import { isInCeiling } from './client-metadata.ts';
import { effectiveGrant } from './effective-grant.ts';

/** The grant that an exchanged token comes from, and the client that it was issued to in exchange (RFC 8693). */
export interface ExchangedGrant {
  grant_id: string;
  client_id: string;
}

const MARK = 'exchanged';

/** The name under which the engine asks for the grant of an exchanged token. Neither id has a space. */
export function exchangedGrantId({ grant_id, client_id }: ExchangedGrant): string {
  return `${MARK} ${grant_id} ${client_id}`;
}

export function readExchangedGrantId(id: unknown): ExchangedGrant | null {
  const [mark, grant_id, client_id] = typeof id === 'string' ? id.split(' ') : [];
  return mark === MARK && grant_id !== undefined && client_id !== undefined ? { grant_id, client_id } : null;
}

/**
 * The engine's view of it: what the user granted to the one client, inside the ceilings of both. It ends with the user's grant. Only
 * scopes of APIs are in it: who the user is stays between the user and the client that they allowed something.
 */
export function exchangedGrantView(
  row: GrantRow,
  { owner, client }: { owner: Client; client: Client },
  order: readonly string[],
): AdapterPayload {
  const scopes = row.scopes.filter((scope) => scope.resource !== null && isInCeiling(owner, scope));
  const jti = exchangedGrantId({ grant_id: row.grant_id, client_id: client.clientId });
  return {
    ...effectiveGrant({ ...row, scopes, refused_scopes: [], authorization_details: [] }, client, order),
    jti,
    clientId: client.clientId,
  };
}
