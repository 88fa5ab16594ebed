import { ClientId } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { equalBytes } from '../../platform/keyring.ts';
import { clientSecretHash } from './client-secret-hash.ts';
import { selectExpiredClientSecrets } from './client-secret-store.ts';

/** Whether this was one of the client’s secrets and has expired: for the operator, never for an answer (RFC 6749 §5.2). */
export async function hasExpiredSecret(ctx: Context, clientId: string, clientSecret: string): Promise<boolean> {
  if (!ClientId.safeParse(clientId).success) return false;
  const hash = clientSecretHash(ctx, clientId, clientSecret);
  const expired = await selectExpiredClientSecrets(ctx, clientId);
  return expired.some((secret) => equalBytes(secret.secret_hash, hash));
}
