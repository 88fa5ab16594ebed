import { expect, it } from 'vitest';
import { MAX_ATTEMPTS, retryDelaySeconds } from './retry-delay.ts';

const all = (fraction: number) => Array.from({ length: MAX_ATTEMPTS }, (_, index) => retryDelaySeconds(index + 1, fraction));

it('waits twice as long each time, about an hour in all, then no more', () => {
  const delays = all(0.5);
  expect(delays).toEqual([30, 60, 120, 240, 480, 960, 1920, null]);
  const sum = delays.reduce<number>((total, delay) => total + (delay ?? 0), 0);
  expect(sum / 60).toBeCloseTo(63.5);
});

it('is spread by a fifth to both sides', () => {
  expect(all(0)[0]).toBeCloseTo(24);
  expect(all(1)[0]).toBeCloseTo(36);
});
