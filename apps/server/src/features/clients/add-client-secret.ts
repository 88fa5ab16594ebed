import type { ClientSecretMetadata } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { clientSecretHash } from './client-secret-hash.ts';
import { insertClientSecret, presentClientSecret } from './client-secret-store.ts';

/** Stores a new secret, generated unless given, and gives it back in clear this once. Runs in the caller’s transaction. */
export async function addClientSecret(
  tx: Context,
  input: { client_id: string; name: string; expires_at?: Date | null; client_secret?: string },
): Promise<{ secret: ClientSecretMetadata; client_secret: string }> {
  const clientSecret = input.client_secret ?? tx.random.secret();
  const row = {
    secret_id: tx.random.id(),
    client_id: input.client_id,
    name: input.name,
    secret_hash: clientSecretHash(tx, input.client_id, clientSecret),
    created_at: tx.clock.now(),
    expires_at: input.expires_at ?? null,
    last_used_at: null,
  };
  await insertClientSecret(tx, row);
  return { secret: presentClientSecret(row), client_secret: clientSecret };
}
