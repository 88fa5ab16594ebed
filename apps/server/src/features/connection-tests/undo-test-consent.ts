import { z } from 'zod';
import type { Context } from '../../context.ts';
import { GrantSnapshot, restoreGrant } from '../grants/restore-grant.ts';
import type { ConnectionTestRow } from './connection-test-store.ts';
import { SEALS } from './test-request.ts';

export const GrantBefore = z.object({ user_id: z.string(), grant: GrantSnapshot.nullable() });

/** Puts the grant back to what it was before somebody consented within this test; without a consent there is nothing to do. */
export async function undoTestConsent(ctx: Context, row: ConnectionTestRow): Promise<void> {
  const sealed = row.sealed_grant_before;
  if (sealed === null) return;
  const { user_id, grant } = GrantBefore.parse(JSON.parse(ctx.keyring.open(SEALS.grant, sealed)));
  await restoreGrant(ctx, { user_id, client_id: row.client_id }, grant);
}
