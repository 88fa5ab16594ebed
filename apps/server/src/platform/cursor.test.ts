import { expect, it } from 'vitest';
import { decodeCursor, encodeCursor, InvalidCursor } from './cursor.ts';

const encode = (text: string): string => Buffer.from(text).toString('base64url');

it('a cursor comes back as it went', () => {
  const cursor = { at: new Date('2026-01-02T03:04:05.678Z'), id: 'https://api.example.com/?a=b' };
  expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
});

it.each([
  '',
  'x',
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:00Z ',
  '2026-01-01T00:00:00Z a\0',
  'never a',
  '-271821-04-20T00:00:00.000Z a',
  '+275760-09-13T00:00:00.000Z a',
])('what is not one of ours is refused: %j', (text) => {
  expect(() => decodeCursor(encode(text))).toThrow(InvalidCursor);
});
