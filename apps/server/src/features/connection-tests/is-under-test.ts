import type { Context } from '../../context.ts';
import { hashToken } from '../../platform/keyring.ts';
import { existsConnectionTest } from './connection-test-store.ts';

/** Whether an authorization request with this `state` belongs to a connection test of this client that still waits. */
export async function isUnderTest(ctx: Context, request: { client_id: string; state: string }): Promise<boolean> {
  return existsConnectionTest(ctx, { client_id: request.client_id, state_hash: hashToken(request.state) });
}
