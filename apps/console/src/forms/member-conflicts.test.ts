import { expect, test } from 'vitest';
import { memberConflicts } from './member-conflicts.ts';

test('what somebody else changed is told with what it was, and whether it was typed over here', () => {
  const base = { name: 'A', scopes: ['read'], ttl: 600 };
  const theirs = { name: 'B', scopes: ['read', 'write'], ttl: 600 };
  const mine = { name: 'C', scopes: ['read'], ttl: 60 };
  expect(memberConflicts({ base, theirs, mine })).toEqual([
    { member: 'name', from: 'A', to: 'B', isMine: true },
    { member: 'scopes', from: ['read'], to: ['read', 'write'], isMine: false },
  ]);
});
