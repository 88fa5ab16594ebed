import type { Context } from '../../context.ts';
import type { Refusal } from './refusal.ts';
import { RefusalLimits } from './refusal-limits.ts';
import { recordRefusal } from './record-refusal.ts';

/** Completes a refusal with what has to be looked up first. */
type Completed = () => Promise<Refusal>;

const MOST_WAITING = 500;

/**
 * Stores refused requests behind the answers: an answer never waits for it and never fails with it. What does not fit in is counted
 * and left out, so that a flood costs a bounded amount of memory.
 */
export class RefusalQueue {
  readonly #ctx: Context;
  readonly #limits: RefusalLimits;
  #waiting: Completed[] = [];
  #left_out = 0;
  #draining: Promise<void> | null = null;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#limits = new RefusalLimits(ctx.db);
  }

  add(completed: Completed): void {
    if (this.#waiting.length >= MOST_WAITING) {
      this.#left_out += 1;
      return;
    }
    this.#waiting.push(completed);
    this.#draining ??= this.#drain();
  }

  /** Resolves once everything that was added is stored or given up. */
  async flush(): Promise<void> {
    await this.#draining;
  }

  async #drain(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      await this.#record(next);
    }
    this.#draining = null;
    if (this.#left_out === 0) return;
    this.#ctx.logger.warn({ left_out: this.#left_out }, 'more requests were refused than could be stored');
    this.#left_out = 0;
  }

  async #record(completed: Completed): Promise<void> {
    try {
      await recordRefusal(this.#ctx, await completed(), this.#limits);
    } catch (cause) {
      this.#ctx.logger.warn({ err: cause }, 'a refused request could not be stored');
    }
  }
}
