import { expect, test } from 'vitest';
import { DISCOVERY_GROUPS } from './discovery-members.ts';

test('a member of the discovery document is explained once', () => {
  const names = Object.values(DISCOVERY_GROUPS).flatMap((members) => Object.keys(members));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
