import type { ClientSecretMetadata } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { parseTimestamp } from '../../platform/clock.ts';
import { invalidMember } from '../../problem.ts';
import { mutate } from '../audit-events/mutate.ts';
import { addClientSecret } from './add-client-secret.ts';
import { assertMayManage } from './assert-may-manage.ts';
import { assertTakesSecret } from './assert-takes-secret.ts';
import { clientNotFound } from './client-not-found.ts';
import { expireClientSecrets } from './client-secret-store.ts';
import { selectClientForUpdate } from './client-store.ts';

interface RotateClientSecretInput {
  client_id: string;
  name: string;
  overlap_seconds: number;
  expires_at?: string | null | undefined;
}

interface RotatedClientSecret {
  secret: ClientSecretMetadata;
  client_secret: string;
  ending: ClientSecretMetadata[];
}

/** Makes a new secret; those before it end when the overlap is over, or when they would have ended anyway. Problems: `client-not-found`, `client-has-no-secret`. */
export async function rotateClientSecret(ctx: Context, input: RotateClientSecretInput): Promise<RotatedClientSecret> {
  const expiresAt = typeof input.expires_at === 'string' ? parseTimestamp(input.expires_at) : null;
  const overlapEnds = new Date(ctx.clock.now().getTime() + input.overlap_seconds * 1000);
  if (expiresAt !== null && expiresAt <= overlapEnds) throw invalidMember('/expires_at', 'must be later than the end of the overlap');
  return mutate(ctx, async (tx) => {
    const client = await selectClientForUpdate(tx, input.client_id);
    if (client === null) throw clientNotFound(input.client_id);
    assertTakesSecret(client);
    assertMayManage(tx.actor, client.management_scopes);
    const ending = await expireClientSecrets(tx, { client_id: client.client_id, at: overlapEnds });
    const created = await addClientSecret(tx, { client_id: client.client_id, name: input.name, expires_at: expiresAt });
    const { secret_id, name } = created.secret;
    const details = { secret_id, name, old_secrets_end_at: overlapEnds.toISOString(), old_secrets: ending.map((old) => old.name) };
    return { result: { ...created, ending }, audit: { action: 'client.secret_rotated', client_id: client.client_id, details } };
  });
}
