import type { RegistrationPolicy } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { databaseRateLimit } from '../../platform/database-rate-limit.ts';
import type { RateLimit } from '../../platform/rate-limit.ts';

const REFUSALS_PER_HOUR = 60;

/** Limits by address of what anybody may cause: clients that are kept, and refusals that are written down. Shared by all instances. */
export class RegistrationLimits {
  readonly #ctx: Pick<Context, 'db'>;
  readonly #refusals: RateLimit;
  #admissions: { points: number; limit: RateLimit } | null = null;

  constructor(ctx: Pick<Context, 'db'>) {
    this.#ctx = ctx;
    this.#refusals = databaseRateLimit(ctx.db, { name: 'registration_refused', points: REFUSALS_PER_HOUR, window_seconds: 3600 });
  }

  /** Counts a client before it is made. Throws `RateLimited`. */
  async admit(ip: string | null, { registrations_per_hour: points }: RegistrationPolicy): Promise<void> {
    await this.#admission(points).consume(ip ?? '-');
  }

  /** What was admitted was not made after all. */
  async giveBack(ip: string | null, { registrations_per_hour: points }: RegistrationPolicy): Promise<void> {
    await this.#admission(points).giveBack(ip ?? '-');
  }

  /** Counts a refusal. Throws `RateLimited` once an address was refused so often that nothing more of it is noted. */
  async refuse(ip: string | null): Promise<void> {
    await this.#refusals.consume(ip ?? '-');
  }

  #admission(points: number): RateLimit {
    if (this.#admissions?.points !== points) {
      const limit = databaseRateLimit(this.#ctx.db, { name: `registration_${points}`, points, window_seconds: 3600 });
      this.#admissions = { points, limit };
    }
    return this.#admissions.limit;
  }
}
