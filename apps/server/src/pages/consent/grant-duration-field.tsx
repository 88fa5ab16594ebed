import { GRANT_DURATIONS, type GrantDuration } from '@consentry/contract';
import type { PageContext } from '../layout/page-context.ts';
import type { PlainMessageKey } from '../messages/messages.ts';
import type { CurrentDurationView } from './consent-view.ts';

interface GrantDurationFieldProps {
  page: PageContext;
  current: CurrentDurationView | null;
}

const TEXTS: Readonly<Record<GrantDuration, PlainMessageKey>> = {
  until_revoked: 'consent.duration_until_revoked',
  '90_days': 'consent.duration_90_days',
  '30_days': 'consent.duration_30_days',
  session: 'consent.duration_session',
};

/** The day in UTC: without a script, the page can’t know the person’s own. */
function unchangedText(page: PageContext, { duration, expires_at }: CurrentDurationView): string {
  if (duration === 'session') return page.t('consent.duration_unchanged_session');
  if (expires_at === null) return page.t('consent.duration_unchanged_until_revoked');
  const date = new Intl.DateTimeFormat(page.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(expires_at);
  return page.t('consent.duration_unchanged_until', { date });
}

/** How long the access lasts. Where something was allowed before, its term stays unless the person chooses another. */
export function GrantDurationField({ page, current }: GrantDurationFieldProps) {
  const choices = current?.expires_at === null ? GRANT_DURATIONS.filter((duration) => duration !== current.duration) : GRANT_DURATIONS;
  return (
    <div class="field">
      <label for="duration">{page.t('consent.duration')}</label>
      <select id="duration" name="duration" {...(current === null ? {} : { 'aria-describedby': 'duration-hint' })}>
        {current !== null && <option value="unchanged">{unchangedText(page, current)}</option>}
        {choices.map((duration) => (
          <option key={duration} value={duration}>
            {page.t(TEXTS[duration])}
          </option>
        ))}
      </select>
      {current !== null && (
        <p class="quiet" id="duration-hint">
          {page.t('consent.duration_replaces')}
        </p>
      )}
    </div>
  );
}
