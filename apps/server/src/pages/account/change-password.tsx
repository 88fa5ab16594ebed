import type { PageContext } from '../layout/page-context.ts';
import { PasswordField } from '../layout/password-field.tsx';
import { AccountForm } from './account-form.tsx';
import { ACCOUNT_PATHS } from './account-paths.ts';
import { CurrentPassword } from './current-password.tsx';
import type { FormFaults } from './form-faults.ts';
import { NoPassword } from './no-password.tsx';
import type { PasswordFormField } from './password-form.ts';

interface ChangePasswordProps {
  page: PageContext;
  csrf_token: string;
  username: string;
  has_password: boolean;
  faults: FormFaults<PasswordFormField>;
}

function NewPassword({ page, faults }: Pick<ChangePasswordProps, 'page' | 'faults'>) {
  const error = faults.errors.new_password;
  return (
    <PasswordField
      page={page}
      name="new_password"
      label={page.t('account.new_password')}
      hint={page.t('form.password_hint')}
      autocomplete="new-password"
      min_length={8}
      error={error && page.t(error)}
    />
  );
}

/** A new password, and what ends with the old one. */
export function ChangePassword({ page, csrf_token, username, has_password, faults }: ChangePasswordProps) {
  return (
    <section class="account-section" aria-labelledby="change-password">
      <h2 id="change-password">{page.t('account.change_password')}</h2>
      {has_password ? (
        <>
          <p class="quiet">{page.t('account.password_effect')}</p>
          <AccountForm action={ACCOUNT_PATHS.password} csrf_token={csrf_token}>
            <CurrentPassword page={page} username={username} error={faults.errors.current_password} />
            <NewPassword page={page} faults={faults} />
            <button class="button button-primary" type="submit">
              {page.t('account.change_password')}
            </button>
          </AccountForm>
        </>
      ) : (
        <NoPassword page={page} />
      )}
    </section>
  );
}
