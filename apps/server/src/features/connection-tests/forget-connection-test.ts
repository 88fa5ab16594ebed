import type { Context } from '../../context.ts';
import { connectionTestNotFound } from './connection-test-not-found.ts';
import { deleteConnectionTest, deleteExpiredConnectionTests } from './connection-test-store.ts';
import { undoTestConsent } from './undo-test-consent.ts';

/** Deletes one's own test, and with it what it had changed. Problems: `connection-test-not-found`. */
export async function forgetConnectionTest(ctx: Context, connectionTestId: string): Promise<undefined> {
  const row = await deleteConnectionTest(ctx, { connection_test_id: connectionTestId, user_id: ctx.actor.id ?? '' });
  if (row === null) throw connectionTestNotFound();
  await undoTestConsent(ctx, row);
}

/** Tests whose time is over, also those whose browser never came back. */
export async function forgetExpiredConnectionTests(ctx: Context): Promise<void> {
  const rows = await deleteExpiredConnectionTests(ctx);
  for (const row of rows) await undoTestConsent(ctx, row);
}
