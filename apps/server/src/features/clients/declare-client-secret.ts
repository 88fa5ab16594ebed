import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { addClientSecret } from './add-client-secret.ts';
import { assertMayManage } from './assert-may-manage.ts';
import { assertTakesSecret } from './assert-takes-secret.ts';
import { clientNotFound } from './client-not-found.ts';
import { deleteClientSecretsNamed } from './client-secret-store.ts';
import { selectClientForUpdate } from './client-store.ts';
import { matchingClientSecret } from './matching-client-secret.ts';

/** The name of the one secret that a declared state owns; the others are left alone. */
export const DECLARED_SECRET = 'declared';

/** Makes a client accept this secret, in place of the one declared before. Whether anything changed. Problems: `client-not-found`, `client-has-no-secret`. */
export async function declareClientSecret(ctx: Context, input: { client_id: string; client_secret: string }): Promise<boolean> {
  return mutate(ctx, async (tx) => {
    const client = await selectClientForUpdate(tx, input.client_id);
    if (client === null) throw clientNotFound(input.client_id);
    assertTakesSecret(client);
    if ((await matchingClientSecret(tx, input.client_id, input.client_secret)) !== null) return { result: false, audit: null };

    assertMayManage(tx.actor, client.management_scopes);
    await deleteClientSecretsNamed(tx, { client_id: input.client_id, name: DECLARED_SECRET });
    const { secret } = await addClientSecret(tx, { ...input, name: DECLARED_SECRET });
    const details = { secret_id: secret.secret_id, name: DECLARED_SECRET, expires_at: null };
    return { result: true, audit: { action: 'client.secret_created', client_id: input.client_id, details } };
  });
}
