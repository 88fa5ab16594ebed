import * as client from 'openid-client';
import type { ClientRow } from '../clients/find-client.ts';

export interface TestConnection {
  issuer: string;
  client: ClientRow;
  /** `null` for public clients and those that authenticate with a key of their own. */
  client_secret: string | null;
  fetch: client.CustomFetch;
}

/** The client library, set up as the application has to be: from the issuer, with this client's way to authenticate. */
export async function testConfiguration(connection: TestConnection): Promise<client.Configuration> {
  const { issuer, client: row, client_secret, fetch } = connection;
  const config = await client.discovery(
    new URL(issuer),
    row.client_id,
    { id_token_signed_response_alg: row.id_token_signed_response_alg },
    authentication(row, client_secret),
    {
      [client.customFetch]: fetch,
      execute: issuer.startsWith('http:') ? [client.allowInsecureRequests] : [],
    },
  );
  // The ID token's signature too, although it comes straight from the token endpoint.
  client.enableNonRepudiationChecks(config);
  return config;
}

function authentication(row: ClientRow, secret: string | null): client.ClientAuth {
  if (secret === null) return client.None();
  const method: string = row.token_endpoint_auth_method;
  return method === 'client_secret_post' ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret);
}

/** Whether the server can stand in for the application at the token endpoint: with a secret of its own, or without any. */
export function canAuthenticateFor(row: ClientRow): boolean {
  return ['client_secret_basic', 'client_secret_post', 'none'].includes(row.token_endpoint_auth_method);
}
