import type { PageContext } from '../layout/page-context.ts';

/** The day of the server’s clock in UTC: without a script, the page can’t know the person’s own. */
export function DayText({ page, at }: { page: PageContext; at: Date }) {
  const format = new Intl.DateTimeFormat(page.locale, { dateStyle: 'long', timeZone: 'UTC' });
  return <time datetime={at.toISOString()}>{format.format(at)}</time>;
}
