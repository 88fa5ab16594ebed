import type { Context } from '../../context.ts';
import type { SignInLimits } from '../../features/users/sign-in-limits.ts';
import { RateLimited } from '../../platform/rate-limit.ts';
import { NO_FAULTS, type FormFaults } from './form-faults.ts';

/** Who tries, and what needs the password: `false` is a wrong one. */
interface Attempt {
  username: string;
  act: () => Promise<boolean>;
}

/** Acts that need the current password are limited as a sign-in is: without this, an open session would be a place to guess it. */
export class PasswordAttempts {
  readonly #limits: SignInLimits;

  constructor(limits: SignInLimits) {
    this.#limits = limits;
  }

  /** `null`: it is done; else what to tell the person. */
  async try(ctx: Context, { username, act }: Attempt): Promise<FormFaults<'current_password'> | null> {
    const { ip } = ctx.request;
    try {
      await this.#limits.consume(username, ip);
    } catch (error) {
      if (error instanceof RateLimited) return { errors: {}, retry_after_seconds: error.retryAfterSeconds };
      throw error;
    }
    if (!(await act())) {
      ctx.logger.info({ request_id: ctx.request.id, ip }, 'a current password was wrong');
      return { ...NO_FAULTS, errors: { current_password: 'field_error.current_password_wrong' } };
    }
    await this.#limits.giveBack(username, ip);
    return null;
  }
}
