import type { Context } from '../../context.ts';
import { deleteClientSecret } from './client-secret-store.ts';

/** Takes a secret away without a word in the audit log: one that the server had made for itself. */
export async function dropClientSecret(ctx: Context, secret: { client_id: string; secret_id: string }): Promise<void> {
  await deleteClientSecret(ctx, secret);
}
