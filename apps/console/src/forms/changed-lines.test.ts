import { expect, it } from 'vitest';
import { changedLines } from './changed-lines.ts';

it.each([
  ['a list', ['a', 'b'], ['b', 'c'], { added: ['c'], removed: ['a'] }],
  ['a list that begins', null, ['a'], { added: ['a'], removed: [] }],
  [
    'names of things by name',
    { 'https://api.example': ['read'] },
    { 'https://api.example': ['read', 'write'], 'https://other.example': ['read'] },
    { added: ['https://api.example: write', 'https://other.example: read'], removed: [] },
  ],
  ['texts by language', { email: { en: 'Old' } }, { email: { en: 'New' } }, { added: ['email: en: New'], removed: ['email: en: Old'] }],
  [
    'a list of things that have names',
    [{ name: 'read', description: 'Reads', sensitivity: 'low' }],
    [
      { name: 'read', description: 'Reads all', sensitivity: 'low' },
      { type: 'payment', schema: { type: 'object' } },
    ],
    { added: ['read: description: Reads all', 'payment: schema: type: object'], removed: ['read: description: Reads'] },
  ],
  [
    'public keys, by what names them',
    { keys: [] },
    { keys: [{ kty: 'EC', kid: 'one', crv: 'P-256', x: 'xxxxx', y: 'yyyyy' }] },
    { added: ['keys: kty EC, kid one, crv P-256'], removed: [] },
  ],
])('%s changes by lines', (_, ...[from, to, expected]) => {
  expect(changedLines(from, to)).toEqual(expected);
});

it('a single value has no lines', () => {
  expect(changedLines('a', null)).toBeNull();
  expect(changedLines(true, false)).toBeNull();
});
