import type { Context } from '../../context.ts';
import { updateClientSecretUse, type ClientSecretRow } from './client-secret-store.ts';
import { matchingKnownSecret } from './matching-client-secret.ts';

const USE_RECORDED_EVERY_MS = 60_000;

/** Whether this is one of the client’s unexpired secrets (RFC 6749 §2.3.1); anything may come from a request here. */
export async function verifyClientSecret(ctx: Context, clientId: string, clientSecret: string): Promise<boolean> {
  const secret = await matchingKnownSecret(ctx, clientId, clientSecret);
  if (secret === null) return false;
  recordUse(ctx, secret);
  return true;
}

/** When each kept row’s use was last written; the row itself tells only what it was when it was read. */
const recorded = new WeakMap<ClientSecretRow, number>();

/** The time of last use is for people: nobody waits for it, and failing to write it must not refuse a client that proved itself. */
function recordUse(ctx: Context, secret: ClientSecretRow): void {
  const now = ctx.clock.now().getTime();
  if (now - (recorded.get(secret) ?? secret.last_used_at?.getTime() ?? 0) < USE_RECORDED_EVERY_MS) return;
  recorded.set(secret, now);
  updateClientSecretUse(ctx, secret.secret_id).catch((cause: unknown) =>
    ctx.logger.warn({ err: cause, secret_id: secret.secret_id }, 'the last use of a client secret could not be recorded'),
  );
}
