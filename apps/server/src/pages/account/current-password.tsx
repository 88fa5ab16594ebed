import type { PageContext } from '../layout/page-context.ts';
import { PasswordField } from '../layout/password-field.tsx';
import type { FieldErrorKey } from './form-faults.ts';

interface CurrentPasswordProps {
  page: PageContext;
  username: string;
  error: FieldErrorKey | undefined;
}

/** The password that proves who is asking. The username beside it, unseen, tells password managers whose it is. */
export function CurrentPassword({ page, username, error }: CurrentPasswordProps) {
  return (
    <>
      <input type="text" name="username" value={username} autocomplete="username" hidden readonly />
      <PasswordField
        page={page}
        name="current_password"
        label={page.t('account.current_password')}
        autocomplete="current-password"
        error={error === undefined ? undefined : page.t(error)}
      />
    </>
  );
}
