/** Says in this process that there is something to do. A hint that saves waiting: whoever listens also looks by itself now and then. */
export class Signal {
  readonly #listeners = new Set<() => void>();

  /** Returns what ends the listening. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  raise(): void {
    for (const listener of this.#listeners) listener();
  }
}
