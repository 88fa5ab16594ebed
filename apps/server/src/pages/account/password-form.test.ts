import { expect, test } from 'vitest';
import { readPasswordForm } from './password-form.ts';

const errorsOf = (current_password: string, new_password: string) => readPasswordForm({ current_password, new_password }).errors;

test('both passwords are needed', () => {
  expect(readPasswordForm({}).errors).toEqual({
    current_password: 'field_error.password_required',
    new_password: 'field_error.password_required',
  });
});

test('a new password follows the contract, and is another one (NIST SP 800-63B-4 §3.1.1)', () => {
  expect(errorsOf('the old one', 'x'.repeat(7))).toEqual({ new_password: 'field_error.password_too_short' });
  expect(errorsOf('the old one', 'x'.repeat(1025))).toEqual({ new_password: 'field_error.password_too_long' });
  expect(errorsOf('the old one', 'the old one')).toEqual({ new_password: 'field_error.password_same' });
  expect(errorsOf('the old one', 'the new one')).toEqual({});
});
