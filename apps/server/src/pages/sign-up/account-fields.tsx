import type { PageContext } from '../layout/page-context.ts';
import { PasswordField } from '../layout/password-field.tsx';
import { TextField } from '../layout/text-field.tsx';
import type { PlainMessageKey } from '../messages/messages.ts';

export const ACCOUNT_FIELDS = ['username', 'name', 'email', 'password'] as const;
type AccountField = (typeof ACCOUNT_FIELDS)[number];

export type AccountFieldErrors = Partial<Record<AccountField, Extract<PlainMessageKey, `field_error.${string}`>>>;

/** What was typed, to be kept over an error; the password never is. */
export interface AccountFieldValues {
  username: string;
  name: string;
  email: string;
}

interface AccountFieldsProps {
  page: PageContext;
  values: AccountFieldValues;
  errors: AccountFieldErrors;
}

/** The fields that make a user, the same at sign-up and at setup. */
export function AccountFields({ page, values, errors }: AccountFieldsProps) {
  const first = ACCOUNT_FIELDS.find((field) => errors[field]) ?? 'username';
  const field = (name: AccountField) => {
    const error = errors[name];
    return { page, error: error ? page.t(error) : undefined, autofocus: first === name };
  };
  return (
    <>
      <TextField
        {...field('username')}
        name="username"
        label={page.t('form.username')}
        hint={page.t('form.username_hint')}
        value={values.username}
        autocomplete="username"
        max_length={128}
        verbatim
      />
      <TextField
        {...field('name')}
        name="name"
        label={page.t('form.name')}
        value={values.name}
        autocomplete="name"
        max_length={500}
        optional
      />
      <TextField
        {...field('email')}
        name="email"
        type="email"
        label={page.t('form.email')}
        value={values.email}
        autocomplete="email"
        max_length={254}
        optional
        verbatim
      />
      <PasswordField
        {...field('password')}
        label={page.t('form.password')}
        hint={page.t('form.password_hint')}
        autocomplete="new-password"
        min_length={8}
      />
    </>
  );
}
