/** Too many attempts; the same may be tried again after this time. */
export class RateLimited extends Error {
  override name = 'RateLimited';
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(`too many attempts; try again in ${retryAfterSeconds} s`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface RateLimitRule {
  name: string;
  points: number;
  window_seconds: number;
}

/** Counts attempts by key. An attempt is counted before it is made, so that attempts in parallel count too. */
export interface RateLimit<Counted = Promise<void>> {
  /** Throws `RateLimited`. */
  consume(key: string): Counted;
  /** The attempt was a good one: it does not count. */
  giveBack(key: string): Counted;
}

/** So many keys are counted at once; beyond that the oldest are forgotten, so that no flood of addresses fills the memory. */
const MAX_KEYS = 50_000;

/** Counts in this process, in windows that begin with a key’s first attempt: for floods that are to be stopped before they reach the database. */
export function memoryRateLimit({ points, window_seconds }: RateLimitRule): RateLimit<void> {
  const windows = new Map<string, { attempts: number; ends_at: number }>();
  const open = (key: string, now: number) => {
    const known = windows.get(key);
    if (known !== undefined && known.ends_at > now) return known;
    const made = { attempts: 0, ends_at: now + window_seconds * 1000 };
    windows.delete(key);
    windows.set(key, made);
    if (windows.size > MAX_KEYS) for (const oldest of windows.keys()) if (windows.delete(oldest) && windows.size <= MAX_KEYS * 0.9) break;
    return made;
  };
  return {
    consume(key) {
      const now = performance.now();
      const window = open(key, now);
      window.attempts += 1;
      if (window.attempts > points) throw new RateLimited(Math.max(1, Math.ceil((window.ends_at - now) / 1000)));
    },
    giveBack(key) {
      const window = windows.get(key);
      if (window !== undefined) window.attempts = Math.max(0, window.attempts - 1);
    },
  };
}
