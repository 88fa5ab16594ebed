import { expect, test } from 'vitest';
import { durationText } from './duration-text.ts';

test.each([
  [60, '1 minute'],
  [61, '2 minutes'],
  [600, '10 minutes'],
  [7200, '120 minutes'],
  [7201, '3 hours'],
  [86_400, '24 hours'],
])('%s seconds are never told as less', (seconds, text) => {
  expect(durationText('en', seconds)).toBe(text);
});
