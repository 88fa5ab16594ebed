import type { ClientSecretMetadata } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { parseTimestamp } from '../../platform/clock.ts';
import { invalidMember } from '../../problem.ts';
import { mutate } from '../audit-events/mutate.ts';
import { addClientSecret } from './add-client-secret.ts';
import { assertMayManage } from './assert-may-manage.ts';
import { assertTakesSecret } from './assert-takes-secret.ts';
import { clientNotFound } from './client-not-found.ts';
import { selectClientForUpdate } from './client-store.ts';

interface CreateClientSecretInput {
  client_id: string;
  name: string;
  expires_at?: string | null | undefined;
}

/** Adds a secret beside the existing ones, so that a rotation can overlap. Problems: `client-not-found`, `client-has-no-secret`. */
export async function createClientSecret(
  ctx: Context,
  input: CreateClientSecretInput,
): Promise<{ secret: ClientSecretMetadata; client_secret: string }> {
  const expiresAt = typeof input.expires_at === 'string' ? parseTimestamp(input.expires_at) : null;
  if (expiresAt !== null && expiresAt <= ctx.clock.now()) throw invalidMember('/expires_at', 'must be in the future');
  return mutate(ctx, async (tx) => {
    const client = await selectClientForUpdate(tx, input.client_id);
    if (client === null) throw clientNotFound(input.client_id);
    assertTakesSecret(client);
    assertMayManage(tx.actor, client.management_scopes);
    const created = await addClientSecret(tx, { client_id: client.client_id, name: input.name, expires_at: expiresAt });
    const { secret_id, name, expires_at } = created.secret;
    return {
      result: created,
      audit: { action: 'client.secret_created', client_id: client.client_id, details: { secret_id, name, expires_at } },
    };
  });
}
