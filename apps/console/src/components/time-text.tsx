import { useTranslation } from 'react-i18next';
import { now } from '../clock.ts';

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];
const RELATIVE_LIMIT_SECONDS = 30 * 86_400;

interface TimeTextProps {
  at: string | null;
}

/** A time as people say it, in the operator's zone; the exact one on hover. */
export function TimeText({ at }: TimeTextProps) {
  const { t, i18n } = useTranslation();
  if (at === null) return <span>{t('state.never')}</span>;
  return (
    <time dateTime={at} title={exactTime(at, i18n.language)}>
      {timeWords(at, i18n.language)}
    </time>
  );
}

export function exactTime(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' }).format(new Date(at));
}

/** Relative while that is easy to grasp, a date after. What was allowed for 30 days just now ends in 30 days, not in 29. */
export function timeWords(at: string, language: string): string {
  const seconds = Math.round((Date.parse(at) - now()) / 1000);
  if (Math.abs(seconds) > RELATIVE_LIMIT_SECONDS) return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(at));
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
  const count = seconds > 0 ? Math.round(seconds / size) : Math.trunc(seconds / size);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(count, unit);
}
