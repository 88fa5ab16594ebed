import type { PageContext } from '../layout/page-context.ts';
import type { Locale } from '../messages/messages.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const;

/** How long ago, in the largest unit that fits; within a minute it is now. */
export function timeAgoText(locale: Locale, then: Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - then.getTime()) / 1000));
  const unit = UNITS.find(([, length]) => seconds >= length);
  if (unit === undefined) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
  return new Intl.RelativeTimeFormat(locale).format(-Math.floor(seconds / unit[1]), unit[0]);
}

/** Told by distance, because without a script the page can’t know the person’s time zone. */
export function TimeAgo({ page, then, now }: { page: PageContext; then: Date; now: Date }) {
  return <time datetime={then.toISOString()}>{timeAgoText(page.locale, then, now)}</time>;
}
