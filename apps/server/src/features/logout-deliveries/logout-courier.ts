import type { Context } from '../../context.ts';
import { OutboundFailure, type OutboundFetch } from '../../platform/outbound-fetch.ts';
import { claimLogoutDeliveries, updateLogoutDelivery, type AttemptOutcome, type LogoutDeliveryRow } from './logout-delivery-store.ts';
import { MAX_ATTEMPTS, retryDelaySeconds } from './retry-delay.ts';
import { signLogoutToken } from './sign-logout-token.ts';

export interface LogoutCourierOptions {
  outbound: OutboundFetch;
  /** How long a client may take to confirm. */
  timeout_ms: number;
}

type Answer = Pick<LogoutDeliveryRow, 'last_status' | 'last_failure'>;

/** Slow clients hold up others only when they are as many as this. */
const AT_ONCE = 32;
const CLAIMED_AT_ONCE = 8;
/** Longer than any try takes: whoever has not finished by then has stopped. */
const TAKEN_SECONDS = 60;

/** Tells clients that sessions have ended (OIDC Back-Channel Logout §2.5), each at its own pace, so many at once in this process. */
export class LogoutCourier {
  readonly #options: LogoutCourierOptions;
  #free = AT_ONCE;

  constructor(options: LogoutCourierOptions) {
    this.#options = options;
  }

  /** Delivers until nothing is due, or the server stops. May run several times at once, here and on other instances: each delivery goes to one of them. */
  async deliverDue(ctx: Context, stopping?: AbortSignal): Promise<void> {
    while (this.#free > 0 && stopping?.aborted !== true) {
      const claimed = await this.#claim(ctx);
      if (claimed.length === 0) return;
      await Promise.all(claimed.map((delivery) => this.#deliver(ctx, delivery)));
    }
  }

  async #claim(ctx: Context): Promise<LogoutDeliveryRow[]> {
    const limit = Math.min(this.#free, CLAIMED_AT_ONCE);
    let claimed: LogoutDeliveryRow[] = [];
    this.#free -= limit;
    try {
      claimed = await claimLogoutDeliveries(ctx, { limit, taken_until: later(ctx, TAKEN_SECONDS), max_attempts: MAX_ATTEMPTS });
    } finally {
      this.#free += limit - claimed.length;
    }
    return claimed;
  }

  async #deliver(ctx: Context, delivery: LogoutDeliveryRow): Promise<void> {
    const { logout_delivery_id, client_id, attempts } = delivery;
    try {
      const answer = await this.#send(ctx, delivery);
      const outcome = outcomeOf(ctx, attempts, answer);
      await updateLogoutDelivery(ctx, delivery, outcome);
      if (outcome.state !== 'delivered')
        ctx.logger.info({ logout_delivery_id, client_id, attempts, ...answer }, 'a logout was not delivered');
    } catch (error) {
      // Our own fault, not the client's: once the claim has run out, it is tried again.
      ctx.logger.error({ err: error, logout_delivery_id, client_id, attempts }, 'a logout could not be sent');
    } finally {
      this.#free += 1;
    }
  }

  async #send(ctx: Context, delivery: LogoutDeliveryRow): Promise<Answer> {
    const logoutToken = await signLogoutToken(ctx, delivery);
    try {
      const { status } = await this.#options.outbound.fetch({
        url: delivery.backchannel_logout_uri,
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ logout_token: logoutToken }).toString(),
        timeout_ms: this.#options.timeout_ms,
        // What a client writes into its answer is nobody's business, and could be anything.
        max_bytes: 0,
      });
      return { last_status: status, last_failure: failureOf(status) };
    } catch (error) {
      if (error instanceof OutboundFailure) return { last_status: null, last_failure: error.reason };
      throw error;
    }
  }
}

/** OIDC Back-Channel Logout §2.8: 200, and 204 from frameworks that make it of an empty answer. */
function failureOf(status: number): Answer['last_failure'] {
  if (status === 200 || status === 204) return null;
  return status >= 300 && status < 400 ? 'redirect' : 'status';
}

function outcomeOf(ctx: Context, attempts: number, answer: Answer): AttemptOutcome {
  if (answer.last_failure === null) return { ...answer, state: 'delivered', next_attempt_at: null };
  const delay = retryDelaySeconds(attempts, ctx.random.fraction());
  if (delay === null) return { ...answer, state: 'failed', next_attempt_at: null };
  return { ...answer, state: 'pending', next_attempt_at: later(ctx, delay) };
}

function later(ctx: Context, seconds: number): Date {
  return new Date(ctx.clock.now().getTime() + seconds * 1000);
}
