import type { Locale } from '../messages/messages.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** In the unit a person would use, rounded up: what is said to end within it has ended by then. */
export function durationText(locale: Locale, seconds: number): string {
  const [unit, length] = seconds <= 2 * HOUR ? (['minute', MINUTE] as const) : (['hour', HOUR] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.ceil(seconds / length));
}
