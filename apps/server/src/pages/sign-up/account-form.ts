import type { CreateUser } from '@consentry/contract';
import type { z } from 'zod';
import { Problem } from '../../problem.ts';
import type { AccountFieldErrors, AccountFieldValues } from './account-fields.tsx';

export interface AccountForm {
  /** What was typed, to be shown again; the password never is. */
  values: AccountFieldValues;
  input: { [K in keyof CreateUser]?: unknown };
}

/** Reads the fields that make a user; an empty optional field is an absent one. */
export function readAccountForm(form: Readonly<Record<string, string>>): AccountForm {
  const values = { username: form['username'] ?? '', name: form['name'] ?? '', email: form['email'] ?? '' };
  const name = values.name.trim();
  const email = values.email.trim();
  return {
    values,
    input: {
      username: values.username,
      password: form['password'] ?? '',
      ...(name === '' ? {} : { claims: { name } }),
      ...(email === '' ? {} : { email }),
    },
  };
}

/** The message at each field, from the contract's validation or from a problem. */
export function accountFormErrors(error: z.ZodError | Problem): AccountFieldErrors {
  if (error instanceof Problem) return takenErrors(error);
  const [username, claims, email, password] = ['username', 'claims', 'email', 'password'].map((name) =>
    error.issues.find(({ path }) => path[0] === name),
  );
  return {
    ...(username === undefined
      ? {}
      : { username: username.code === 'too_small' ? 'field_error.username_required' : 'field_error.username_invalid' }),
    ...(claims === undefined ? {} : { name: 'field_error.name_invalid' }),
    ...(email === undefined ? {} : { email: 'field_error.email_invalid' }),
    ...(password === undefined
      ? {}
      : { password: password.code === 'too_big' ? 'field_error.password_too_long' : 'field_error.password_too_short' }),
  };
}

function takenErrors(problem: Problem): AccountFieldErrors {
  if (problem.type === 'username-taken') return { username: 'field_error.username_taken' };
  if (problem.type === 'email-taken') return { email: 'field_error.email_taken' };
  throw problem;
}
