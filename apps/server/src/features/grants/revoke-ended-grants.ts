import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { updateEndedGrantsRevoked } from './grant-store.ts';
import { revocationEntry } from './revocation-entry.ts';

const STEP = 500;

/** Marks as revoked what has run out or whose session has ended, and records it; it has been as revoked since then. Returns how many. */
export async function revokeEndedGrants(ctx: Context): Promise<number> {
  let total = 0;
  for (;;) {
    const ended = await mutate(ctx, async (tx) => {
      const grants = await updateEndedGrantsRevoked(tx, STEP);
      return { result: grants.length, audit: grants.map((grant) => revocationEntry(grant, 'ended')) };
    });
    total += ended;
    if (ended < STEP) return total;
  }
}
