import type { Context } from '../../context.ts';
import { addClientSecret } from '../clients/add-client-secret.ts';
import { dropClientSecret } from '../clients/drop-client-secret.ts';
import { canAuthenticateFor } from './test-configuration.ts';
import type { ClientRow } from '../clients/find-client.ts';

/** Should the server die in the middle of a test, its secret dies by itself. */
const TEST_SECRET_SECONDS = 60;

/** Acts with the secret that was given, or with one that is good for this act alone; `null` where the client has none. */
export async function withTestSecret<T>(
  ctx: Context,
  { client, given }: { client: ClientRow; given: string | null },
  act: (secret: string | null) => Promise<T>,
): Promise<T> {
  if (given !== null || client.token_endpoint_auth_method === 'none' || !canAuthenticateFor(client)) return act(given);
  const expires_at = new Date(ctx.clock.now().getTime() + TEST_SECRET_SECONDS * 1000);
  const { secret, client_secret } = await addClientSecret(ctx, { client_id: client.client_id, name: 'Connection test', expires_at });
  try {
    return await act(client_secret);
  } finally {
    await dropClientSecret(ctx, { client_id: client.client_id, secret_id: secret.secret_id });
  }
}
