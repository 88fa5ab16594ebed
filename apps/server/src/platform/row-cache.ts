/** After this time without word from the feed of changes, nothing that is kept is believed (see change-feed.ts). */
const BELIEVED_MS = 10_000;
const MAX_ENTRIES = 10_000;

/**
 * Rows of what operators configure, kept in this process. Each is forgotten when the database says that it changed.
 * A row that is kept is never changed by whoever reads it.
 */
export class RowCache {
  readonly #kept = new Map<string, Promise<unknown>>();
  #heard_at = -Infinity;
  #generation = 0;

  /** The kept row, or what `load` finds. What is not there is not kept. */
  get<Row>(name: string, id: string, load: () => Promise<Row | null>): Promise<Row | null> {
    if (!this.isBelieved) return load();
    const key = `${name} ${id}`;
    return (this.#kept.get(key) as Promise<Row | null> | undefined) ?? this.#load(key, load);
  }

  /** Kept from the moment that it is asked for: a change that comes meanwhile makes it forgotten before it is there. */
  #load<Row>(key: string, load: () => Promise<Row | null>): Promise<Row | null> {
    const loading = load();
    if (this.#kept.size >= MAX_ENTRIES) this.#kept.clear();
    this.#kept.set(key, loading);
    const forget = (): void => {
      if (this.#kept.get(key) === loading) this.#kept.delete(key);
    };
    loading.then((row) => (row === null ? forget() : undefined), forget);
    return loading;
  }

  /** Another number after each change of what is kept: for what is made of several rows. */
  get generation(): number {
    return this.#generation;
  }

  /** Whether the feed of changes works. */
  get isBelieved(): boolean {
    return performance.now() - this.#heard_at <= BELIEVED_MS;
  }

  forget(name: string, id: string): void {
    this.#generation += 1;
    this.#kept.delete(`${name} ${id}`);
  }

  forgetAll(): void {
    this.#generation += 1;
    this.#kept.clear();
  }

  /** The feed of changes works at this moment. */
  heard(): void {
    if (!this.isBelieved) this.forgetAll();
    this.#heard_at = performance.now();
  }
}
