import { expect, it } from 'vitest';
import { systemRandom } from './random.ts';

it('identifiers are unreserved characters, each its own, and begin with no hyphen (RFC 3986 §2.3)', () => {
  const ids = Array.from({ length: 3000 }, () => systemRandom.id());
  expect(new Set(ids).size).toBe(3000);
  expect(ids.filter((id) => !/^[\w][\w-]{21}$/.test(id))).toEqual([]);
});
