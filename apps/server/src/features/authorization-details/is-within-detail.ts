import { isDeepStrictEqual } from 'node:util';
import type { AuthorizationDetail } from '@consentry/contract';

/** Lists of what may be done and on what (RFC 9396 §2.2): fewer entries are less. */
const LISTS = ['locations', 'actions', 'datatypes', 'privileges'] as const;

/** Whether two details are one, in whatever order their members stand. */
export function isSameDetail(one: AuthorizationDetail, other: AuthorizationDetail): boolean {
  return isDeepStrictEqual(one, other);
}

/**
 * Whether a detail asks for nothing that the granted one does not give (RFC 9396 §6): the same, or the same with fewer entries in the
 * lists whose meaning the standard fixes. What other members mean is the API's to say, so that they must be equal.
 */
export function isWithinDetail(asked: AuthorizationDetail, granted: AuthorizationDetail): boolean {
  const lists: readonly string[] = LISTS;
  const names = new Set([...Object.keys(asked), ...Object.keys(granted)]);
  return [...names].every((name) => {
    const [mine, theirs] = [ownMember(asked, name), ownMember(granted, name)];
    return lists.includes(name) ? isPartOf(mine, theirs) : isDeepStrictEqual(mine, theirs);
  });
}

/** No list at all may mean everything. */
function isPartOf(asked: unknown, granted: unknown): boolean {
  if (!Array.isArray(asked) || !Array.isArray(granted)) return asked === undefined && granted === undefined;
  return asked.length > 0 && asked.every((entry) => granted.includes(entry));
}

function ownMember(detail: AuthorizationDetail, name: string): unknown {
  return Object.hasOwn(detail, name) ? detail[name] : undefined;
}
