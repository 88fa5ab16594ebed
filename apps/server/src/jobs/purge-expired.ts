import { revokeEndedGrants } from '../features/grants/revoke-ended-grants.ts';
import { deleteExpired } from '../oidc/delete-expired.ts';
import type { Job } from './job-runner.ts';
import { takeTurn } from './take-turn.ts';

const EVERY_SECONDS = 300;

/** Expired codes, tokens and sessions mean nothing; their rows go in small steps that block nobody. Grants that ran out are recorded. */
export const purgeExpired: Job = {
  name: 'purge-expired',
  every_seconds: EVERY_SECONDS,
  async run(ctx, stopping) {
    // Several at once would each take a share of the database's time. A little less than the pace, for whoever had the last turn.
    if (!(await takeTurn(ctx, this.name, EVERY_SECONDS * 0.9))) return;
    const ended = await revokeEndedGrants(ctx);
    const deleted = await deleteExpired(ctx, stopping);
    ctx.logger.debug({ deleted, ended }, 'expired rows were deleted');
  },
};
