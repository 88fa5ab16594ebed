import { createHash } from 'node:crypto';
import type { Route } from '@consentry/contract';
import type { Context } from './context.ts';
import { Problem } from './problem.ts';

/** What a caller demands of the state that it is about to change (RFC 9110 §13.1.1). */
export class Precondition {
  readonly #route: Route;
  readonly #header: string;
  #wasChecked = false;

  /** @param header the value of `If-Match` */
  constructor(route: Route, header: string) {
    this.#route = route;
    this.#header = header;
  }

  /** Whether the verb has looked at all: one that has not would overwrite what it was told to leave alone. */
  get wasChecked(): boolean {
    return this.#wasChecked;
  }

  /** Throws `precondition-failed` when the caller has seen another state. */
  check(current: unknown): void {
    this.#wasChecked = true;
    const wanted = this.#header.split(',').map((tag) => tag.trim());
    if (wanted.includes('*') || wanted.includes(entityTag(this.#route, current))) return;
    throw new Problem('precondition-failed', 'It has changed since you read it: If-Match names another version. Nothing was changed.');
  }
}

/** Throws `precondition-failed` unless this is the state that the caller has seen; to be called with the row locked. */
export async function assertPrecondition(tx: Context, current: () => unknown): Promise<void> {
  tx.precondition?.check(await current());
}

/**
 * Names a version of what `current` shows (RFC 9110 §8.8.3): a digest of the members that callers can change. What changes by itself, such
 * as the time at which a secret was last used, is no reason to refuse somebody's change.
 */
export function entityTag(route: Route, current: unknown): string {
  const members = Object.keys(route.versioned_by?.shape ?? {});
  const shown = Object.entries(route.response.parse(current) as object).filter(([name]) => members.includes(name));
  return `"${createHash('sha256')
    .update(canonical(Object.fromEntries(shown)))
    .digest('base64url')}"`;
}

/** JSON with the members of each object in one order: the database keeps its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (member === null || typeof member !== 'object' || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
