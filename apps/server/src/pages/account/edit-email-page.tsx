import type { PageContext } from '../layout/page-context.ts';
import { PageLink } from '../layout/page-link.tsx';
import { TextField } from '../layout/text-field.tsx';
import { AccountForm } from './account-form.tsx';
import { AccountLayout } from './account-layout.tsx';
import { ACCOUNT_PATHS } from './account-paths.ts';
import { CurrentPassword } from './current-password.tsx';
import { FormFaultList } from './form-fault-list.tsx';
import { hasFaults, type FormFaults } from './form-faults.ts';
import { NoPassword } from './no-password.tsx';

export type EmailField = 'email' | 'current_password';

export interface EditEmailPageProps {
  page: PageContext;
  csrf_token: string;
  username: string;
  /** Without one, nobody can prove to be this user. */
  has_password: boolean;
  email: string;
  faults: FormFaults<EmailField>;
}

function EmailForm({ page, csrf_token, username, email, faults }: EditEmailPageProps) {
  const { email: emailError, current_password: passwordError } = faults.errors;
  return (
    <AccountForm action={ACCOUNT_PATHS.edit_email} csrf_token={csrf_token}>
      <TextField
        page={page}
        name="email"
        type="email"
        label={page.t('form.email')}
        hint={page.t('account.email_hint')}
        value={email}
        autocomplete="email"
        max_length={254}
        optional="unsaid"
        error={emailError && page.t(emailError)}
        autofocus={passwordError === undefined}
        verbatim
      />
      <CurrentPassword page={page} username={username} error={passwordError} />
      <div class="actions">
        <button class="button button-primary" type="submit">
          {page.t('account.save')}
        </button>
        <PageLink href={ACCOUNT_PATHS.profile} look="secondary">
          {page.t('sign_in.cancel')}
        </PageLink>
      </div>
    </AccountForm>
  );
}

/** One signs in with the address, so that the password stands before it. */
export function EditEmailPage(props: EditEmailPageProps) {
  const { page, faults } = props;
  const labels = [
    ['email', page.t('form.email')],
    ['current_password', page.t('account.current_password')],
  ] as const;
  return (
    <AccountLayout page={page} section="profile" title={page.t('account.change_email')} has_error={hasFaults(faults)}>
      <FormFaultList page={page} faults={faults} labels={labels} />
      {props.has_password ? <EmailForm {...props} /> : <NoPassword page={page} />}
    </AccountLayout>
  );
}
