import { expect, it } from 'vitest';
import { profileTimes, type CpuProfile } from './profile-times.ts';

const node = (id: number, [functionName, url]: [string, string], children: number[] = []) => ({
  id,
  callFrame: { functionName, url, lineNumber: 9 },
  children,
});
const FIND: [string, string] = ['find', 'file:///x/apps/server/dist/oidc/token-adapter.js'];

const profile: CpuProfile = {
  nodes: [
    node(1, ['(root)', ''], [2, 3, 4]),
    node(2, ['(idle)', '']),
    node(3, ['(garbage collector)', '']),
    node(4, FIND, [5, 6]),
    node(5, ['sign', 'file:///x/node_modules/jose/dist/sign.js'], [7]),
    node(6, FIND),
    node(7, ['run', '']),
  ],
  samples: [2, 2, 2, 3, 4, 5, 5, 6, 7, 7, 7, 7, 3],
};

const percent = (shares: { name: string; share: number }[]) => shares.map(({ name, share }) => [name, Math.round(share * 100)]);

it('samples are summed by function and by place, the longest first, and idle time is no part of them', () => {
  const { functions, places } = profileTimes(profile);
  expect(percent(functions)).toEqual([
    ['run', 40],
    ['(garbage collector)', 20],
    ['find  apps/server/oidc/token-adapter.js:10', 20],
    ['sign  jose/dist/sign.js:10', 20],
  ]);
  expect(percent(places)).toContainEqual(['apps/server/oidc', 20]);
  expect(percent(places)).toContainEqual(['node, native', 40]);
});

it('a function is told with what it calls, and one that calls itself is counted once', () => {
  expect(percent(profileTimes(profile).inclusive)).toEqual([
    ['find  apps/server/oidc/token-adapter.js:10', 80],
    ['sign  jose/dist/sign.js:10', 60],
  ]);
});
