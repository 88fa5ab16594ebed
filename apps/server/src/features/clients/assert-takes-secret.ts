import { Problem } from '../../problem.ts';
import type { ClientRow } from './client-store.ts';
import { takesSecret } from './takes-secret.ts';

/** Throws `client-has-no-secret` for a client that proves itself otherwise, or not at all. */
export function assertTakesSecret(client: ClientRow): void {
  if (takesSecret(client)) return;
  const reason =
    client.token_endpoint_auth_method === 'none' ? `is a public client (${client.app_type})` : 'proves itself with its own keys';
  throw new Problem('client-has-no-secret', `“${client.name}” ${reason} and takes no secret.`);
}
