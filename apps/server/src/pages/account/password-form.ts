import { Password } from '@consentry/contract';
import type { FieldErrorKey, FormFaults } from './form-faults.ts';

export type PasswordFormField = 'current_password' | 'new_password';

export interface PasswordForm {
  current_password: string;
  new_password: string;
  errors: FormFaults<PasswordFormField>['errors'];
}

/** Reads what is sent to change a password, and says what of it cannot be right. */
export function readPasswordForm(form: Readonly<Record<string, string>>): PasswordForm {
  const current_password = form['current_password'] ?? '';
  const new_password = form['new_password'] ?? '';
  const newError = newPasswordError(current_password, new_password);
  const errors = {
    ...(current_password === '' ? { current_password: 'field_error.password_required' as const } : {}),
    ...(newError === null ? {} : { new_password: newError }),
  };
  return { current_password, new_password, errors };
}

function newPasswordError(before: string, after: string): FieldErrorKey | null {
  if (after === '') return 'field_error.password_required';
  const parsed = Password.safeParse(after);
  if (!parsed.success)
    return parsed.error.issues[0]?.code === 'too_big' ? 'field_error.password_too_long' : 'field_error.password_too_short';
  return after === before ? 'field_error.password_same' : null;
}
