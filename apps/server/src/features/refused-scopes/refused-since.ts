import type { Clock } from '../../platform/clock.ts';

const DAYS = 30;

/** The first of the days that are kept and shown. */
export function refusedSince(clock: Clock): string {
  return new Date(clock.now().getTime() - DAYS * 86_400_000).toISOString().slice(0, 10);
}
