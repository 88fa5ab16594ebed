import type { PageContext } from '../layout/page-context.ts';
import { AccountLayout } from './account-layout.tsx';
import type { AccountNoticeCode } from './account-notice.tsx';
import { ChangePassword } from './change-password.tsx';
import { FormFaultList } from './form-fault-list.tsx';
import { hasFaults, type FormFaults } from './form-faults.ts';
import type { PasswordFormField } from './password-form.ts';
import { SessionList } from './session-list.tsx';
import type { SessionView } from './session-view.ts';

export interface SecurityPageProps {
  page: PageContext;
  csrf_token: string;
  notice: AccountNoticeCode | null;
  username: string;
  has_password: boolean;
  faults: FormFaults<PasswordFormField>;
  sessions: readonly SessionView[];
  now: Date;
}

/** What one signs in with, and where one is signed in. */
export function SecurityPage(props: SecurityPageProps) {
  const { page, csrf_token, notice, username, has_password, faults, sessions, now } = props;
  const labels = [
    ['current_password', page.t('account.current_password')],
    ['new_password', page.t('account.new_password')],
  ] as const;
  return (
    <AccountLayout page={page} section="security" title={page.t('account.security')} notice={notice} has_error={hasFaults(faults)}>
      <FormFaultList page={page} faults={faults} labels={labels} />
      <ChangePassword page={page} csrf_token={csrf_token} username={username} has_password={has_password} faults={faults} />
      <SessionList page={page} sessions={sessions} now={now} csrf_token={csrf_token} />
    </AccountLayout>
  );
}
