import type { ConnectionTest } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { connectionTestNotFound } from './connection-test-not-found.ts';
import { selectConnectionTest } from './connection-test-store.ts';
import { presentConnectionTest } from './present-connection-test.ts';

/** Reads one's own test. Problems: `connection-test-not-found`. */
export async function getConnectionTest(ctx: Context, connectionTestId: string): Promise<ConnectionTest> {
  const row = await selectConnectionTest(ctx, { connection_test_id: connectionTestId, user_id: ctx.actor.id ?? '' });
  if (row === null) throw connectionTestNotFound();
  return presentConnectionTest(ctx, row);
}
