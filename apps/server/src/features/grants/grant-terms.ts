import type { GrantDuration } from '@consentry/contract';

const DAY_MILLISECONDS = 86_400_000;
const DAYS: Partial<Record<GrantDuration, number>> = { '90_days': 90, '30_days': 30 };

/** How long a grant lasts, as it is stored. */
export interface GrantTerms {
  duration: GrantDuration;
  expires_at: Date | null;
  /** The browser session that it ends with. */
  session_uid: string | null;
}

/** The terms that a choice made now means. */
export function grantTerms(choice: { duration: GrantDuration; session_uid: string | null }, now: Date): GrantTerms {
  const { duration, session_uid } = choice;
  if (duration === 'session' && session_uid === null) throw new Error('a grant for a session needs one');
  const days = DAYS[duration];
  return {
    duration,
    expires_at: days === undefined ? null : new Date(now.getTime() + days * DAY_MILLISECONDS),
    session_uid: duration === 'session' ? session_uid : null,
  };
}

/** Whether the terms end before others do. A session ends sooner than any number of days. */
export function endsSooner(terms: GrantTerms, than: GrantTerms): boolean {
  return endOf(terms) < endOf(than);
}

function endOf({ duration, expires_at }: GrantTerms): number {
  return duration === 'session' ? 0 : (expires_at?.getTime() ?? Number.POSITIVE_INFINITY);
}
