import { expect, it } from 'vitest';
import { InvalidCursor } from './cursor.ts';
import { decodeSortCursor, encodeSortCursor, type SortCursor } from './sort-cursor.ts';

it.each([
  ['text', 'Ünïcode “name”'],
  ['integer', 12],
  ['timestamptz', new Date('2026-11-27T03:04:05.678Z')],
] as const)('a cursor with a key of type %s comes back as it went', (type, key) => {
  const cursor: SortCursor = { sort: 'name asc', type, key, id: 'client-1' };
  const expected = key instanceof Date ? key.toISOString() : String(key);
  expect(decodeSortCursor(encodeSortCursor(cursor), 'name asc', type)).toEqual({ ...cursor, key: expected });
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

it.each([
  ['nothing', '', 'text'],
  ['no JSON', 'AAAA', 'text'],
  ['no list', encode({}), 'text'],
  ['a list that is too long', encode(['name asc', 'a', 'b', 'c']), 'text'],
  ['another sort', encode(['name desc', 'a', 'b']), 'text'],
  ['NUL', encode(['name asc', 'a\0', 'b']), 'text'],
  ['half a surrogate pair', encode(['name asc', '\ud800', 'b']), 'text'],
  ['a number that is none', encode(['name asc', '1; drop table users', 'b']), 'integer'],
  ['a number beyond the type', encode(['name asc', '99999999999', 'b']), 'integer'],
  ['a time that is none', encode(['name asc', '2026-13-45T99:99:99Z', 'b']), 'timestamptz'],
  ['an empty id', encode(['name asc', 'a', '']), 'text'],
] as const)('%s is no cursor', (_, text, type) => {
  expect(() => decodeSortCursor(text, 'name asc', type)).toThrow(InvalidCursor);
});
