import { MANAGEMENT_SCOPES } from '@consentry/contract';
import type { Keyring } from '../platform/keyring.ts';
import { clientDefaults } from '../features/clients/client-defaults.ts';
import type { ClientRow } from '../features/clients/client-store.ts';

/** The console is a client like any other, but it comes with the server and stands in no table. */
export const CONSOLE_CLIENT_ID = 'consentry-console';

/** Its secret follows from the encryption key, so that all instances know it and nobody has to store it. */
export function consoleClientSecret(keyring: Keyring): string {
  return keyring.mac('console_client_secret', CONSOLE_CLIENT_ID).toString('base64url');
}

export function consoleClient(issuer: string): ClientRow {
  const epoch = new Date(0);
  return {
    ...clientDefaults('traditional_web', 'first_party'),
    client_id: CONSOLE_CLIENT_ID,
    name: 'Console',
    redirect_uris: [`${issuer}/console/callback`],
    post_logout_redirect_uris: [`${issuer}/`],
    pkce: 'required',
    scopes: ['openid'],
    resource_scopes: { [managementResource(issuer)]: [...MANAGEMENT_SCOPES] },
    created_at: epoch,
    updated_at: epoch,
  };
}

/** The resource indicator of the management API (RFC 8707), and the `aud` of its access tokens. */
export function managementResource(issuer: string): string {
  return `${issuer}/api/v1`;
}
