import { Grant } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { selectNamedGrants } from './named-grant-store.ts';

const STEP = 200;

/** All that a user has ever allowed, revoked or not, newest first, for themselves to keep. */
export async function exportGrants(ctx: Context, userId: string): Promise<Grant[]> {
  const grants: Grant[] = [];
  let cursor: string | undefined;
  do {
    const page = await selectNamedGrants(ctx, { user_id: userId, include_revoked: true, limit: STEP, cursor });
    // As in the management API: what the contract doesn’t name does not leave.
    grants.push(...page.items.map((grant) => Grant.parse(grant)));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return grants;
}
