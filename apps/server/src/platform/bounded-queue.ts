/** Thrown instead of letting the queue grow: the caller answers 503 with `Retry-After`. */
export class QueueFull extends Error {
  override name = 'QueueFull';
}

/** Runs jobs, `concurrency` at a time; at most `waiting` more may wait. */
export class BoundedQueue {
  readonly #limits: { concurrency: number; waiting: number };
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limits: { concurrency: number; waiting: number }) {
    this.#limits = limits;
  }

  async run<T>(job: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await job();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#limits.concurrency) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= this.#limits.waiting) throw new QueueFull(`${this.#waiting.length} jobs wait already`);
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The place goes to the next in line without being given up in between. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}
