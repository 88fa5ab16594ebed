/**
 * A value that belongs to an object for as long as that lives, for objects of which each request makes new ones. As keys of a `WeakMap`
 * they would cost the garbage collector a microsecond each, and where the value leads back to its key, minor collections would keep both.
 */
export class Attached<T> {
  readonly #key = Symbol('attached');

  get(object: object): T | undefined {
    return (object as Record<symbol, T | undefined>)[this.#key];
  }

  set(object: object, value: T): void {
    (object as Record<symbol, T | undefined>)[this.#key] = value;
  }
}
