/** Where the time comes from, so that tests own it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** The time that an RFC 3339 text names. */
export function parseTimestamp(text: string): Date {
  return new Date(text);
}
