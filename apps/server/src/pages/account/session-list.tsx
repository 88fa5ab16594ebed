import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { AccountForm } from './account-form.tsx';
import { ACCOUNT_PATHS } from './account-paths.ts';
import { SessionItem } from './session-item.tsx';
import type { SessionView } from './session-view.ts';

interface SessionListProps {
  page: PageContext;
  sessions: readonly SessionView[];
  now: Date;
  csrf_token: string;
}

/** Where the person is signed in, and what signing out there does and doesn’t do. */
export function SessionList({ page, sessions, now, csrf_token }: SessionListProps) {
  const product = <IsolatedText text={page.product_name} max={60} />;
  return (
    <section class="connected-apps" aria-labelledby="sessions">
      <h2 id="sessions">{page.t('account.sessions')}</h2>
      <p class="quiet">
        <MessageText page={page} message="account.sessions_effect" values={{ product }} />
      </p>
      <ul class="connected-app-list">
        {sessions.map((session) => (
          <SessionItem key={session.session_uid} page={page} session={session} now={now} csrf_token={csrf_token} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <AccountForm action={ACCOUNT_PATHS.end_other_sessions} csrf_token={csrf_token}>
          <button class="button" type="submit">
            {page.t('account.sign_out_others')}
          </button>
        </AccountForm>
      )}
    </section>
  );
}
