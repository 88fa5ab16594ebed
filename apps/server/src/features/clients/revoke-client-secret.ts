import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { mutate } from '../audit-events/mutate.ts';
import { clientNotFound } from './client-not-found.ts';
import { deleteClientSecret } from './client-secret-store.ts';
import { selectClientForUpdate } from './client-store.ts';

/** Revokes a secret at once. Problems: `client-not-found`, `client-secret-not-found`. */
export async function revokeClientSecret(ctx: Context, input: { client_id: string; secret_id: string }): Promise<undefined> {
  return mutate(ctx, async (tx) => {
    if ((await selectClientForUpdate(tx, input.client_id)) === null) throw clientNotFound(input.client_id);
    const secret = await deleteClientSecret(tx, input);
    if (secret === null) throw new Problem('client-secret-not-found', `The client has no secret with the id “${input.secret_id}”.`);
    const { secret_id, name } = secret;
    return { result: undefined, audit: { action: 'client.secret_revoked', client_id: input.client_id, details: { secret_id, name } } };
  });
}
