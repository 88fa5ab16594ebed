import { expect, test } from 'vitest';
import { createTranslator } from '../messages/messages.ts';
import { retryMessage } from './retry-message.ts';

const t = createTranslator('en');

test.each([
  [null, 'Too many attempts. Wait a little, then try again.'],
  [0.2, 'Too many attempts. Try again in 1 second.'],
  [60, 'Too many attempts. Try again in 60 seconds.'],
  [61, 'Too many attempts. Try again in 2 minutes.'],
  [600, 'Too many attempts. Try again in 10 minutes.'],
])('waiting %s seconds is told so that waiting as told suffices', (seconds, message) => {
  expect(retryMessage(t, seconds)).toBe(message);
});
