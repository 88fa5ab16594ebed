import { expect, test } from 'vitest';
import { timeAgoText } from './time-ago.tsx';

const now = new Date('2026-03-04T12:00:00Z');
const ago = (seconds: number): string => timeAgoText('en', new Date(now.getTime() - seconds * 1000), now);

test.each([
  [-5, 'now'],
  [59, 'now'],
  [60, '1 minute ago'],
  [3599, '59 minutes ago'],
  [3600, '1 hour ago'],
  [86_400, '1 day ago'],
  [29 * 86_400, '29 days ago'],
  [45 * 86_400, '1 month ago'],
  [800 * 86_400, '2 years ago'],
])('%s seconds', (seconds, text) => {
  expect(ago(seconds)).toBe(text);
});

test('in the language of the page', () => {
  expect(timeAgoText('de', new Date(now.getTime() - 120_000), now)).toBe('vor 2 Minuten');
});
