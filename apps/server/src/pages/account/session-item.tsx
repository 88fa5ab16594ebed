import { IsolatedText } from '../layout/isolated-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { AccountForm } from './account-form.tsx';
import { ACCOUNT_PATHS } from './account-paths.ts';
import { DayText } from './day-text.tsx';
import { deviceText } from './device-text.ts';
import type { SessionView } from './session-view.ts';
import { TimeAgo } from './time-ago.tsx';

interface SessionItemProps {
  page: PageContext;
  session: SessionView;
  now: Date;
  csrf_token: string;
}

function SessionFacts({ page, session, now }: Omit<SessionItemProps, 'csrf_token'>) {
  return (
    <dl class="facts facts-inline">
      <div>
        <dt>{page.t('account.last_used')}</dt>
        <dd>
          <TimeAgo page={page} then={session.last_used} now={now} />
        </dd>
      </div>
      <div>
        <dt>{page.t('account.signed_in_since')}</dt>
        <dd>
          <DayText page={page} at={session.since} />
        </dd>
      </div>
      {session.ip !== null && (
        <div>
          <dt>{page.t('account.ip')}</dt>
          <dd>
            <IsolatedText text={session.ip} max={60} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** One device, and the button that signs it out unless it is this one. */
export function SessionItem({ page, session, now, csrf_token }: SessionItemProps) {
  const device = deviceText(page.t, session.device);
  return (
    <li class="connected-app">
      <h3>
        {device}
        {session.is_current && <span class="badge badge-done">{page.t('account.this_device')}</span>}
      </h3>
      <SessionFacts page={page} session={session} now={now} />
      {!session.is_current && (
        <AccountForm action={ACCOUNT_PATHS.end_session} csrf_token={csrf_token}>
          <input type="hidden" name="session_uid" value={session.session_uid} />
          <button class="button" type="submit" aria-label={page.t('account.sign_out_device', { device })}>
            {page.t('account.sign_out')}
          </button>
        </AccountForm>
      )}
    </li>
  );
}
