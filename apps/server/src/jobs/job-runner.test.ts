import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Context } from '../context.ts';
import { createLogger } from '../platform/logger.ts';
import { Signal } from '../platform/signal.ts';
import { startJobs } from './job-runner.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const ctx = { logger: createLogger('silent') } as Context;

it('a job that takes longer than its pace is not joined by another turn, but is woken all the same', async () => {
  const ends: (() => void)[] = [];
  const wake = new Signal();
  const run = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
  const stop = startJobs(ctx, [{ name: 'slow', every_seconds: 10, wakes_on: wake, run }]);
  await vi.advanceTimersByTimeAsync(35_000);
  expect(run).toHaveBeenCalledTimes(1);
  // What woke it may have come after it had looked.
  wake.raise();
  expect(run).toHaveBeenCalledTimes(2);
  for (const end of ends) end();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(run).toHaveBeenCalledTimes(3);
  ends.at(-1)?.();
  await stop();
});

it('after a failure the next turn tries again', async () => {
  const run = vi.fn(async () => Promise.reject(new Error('not now')));
  const stop = startJobs(ctx, [{ name: 'failing', every_seconds: 10, run }]);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(run).toHaveBeenCalledTimes(3);
  await stop();
});
