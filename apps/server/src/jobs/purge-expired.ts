import { revokeEndedGrants } from '../features/grants/revoke-ended-grants.ts';
import { deleteExpired } from '../oidc/delete-expired.ts';
import type { Job } from './job-runner.ts';

/** Expired codes, tokens and sessions mean nothing; their rows go in small steps that block nobody. Grants that ran out are recorded. */
export const purgeExpired: Job = {
  name: 'purge-expired',
  every_seconds: 300,
  async run(ctx, stopping) {
    const ended = await revokeEndedGrants(ctx);
    const deleted = await deleteExpired(ctx, stopping);
    ctx.logger.debug({ deleted, ended }, 'expired rows were deleted');
  },
};
