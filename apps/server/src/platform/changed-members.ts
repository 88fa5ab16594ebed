import { isDeepStrictEqual } from 'node:util';

/** The members of a patch that were really sent: `undefined` means "leave as it is". */
export type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

export function definedMembers<T extends object>(patch: T): Defined<T> {
  // Filtering members by value is what `Defined` says; `Object.fromEntries` cannot know it.
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** Names of the members whose values differ, compared in depth. */
export function changedMembers<T extends object>(before: T, after: T): (keyof T & string)[] {
  // `Object.keys` of a `T` gives its own member names.
  const names = Object.keys(after) as (keyof T & string)[];
  return names.filter((name) => !isDeepStrictEqual(before[name], after[name]));
}
