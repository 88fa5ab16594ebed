import { ProblemError } from '@consentry/contract';
import { expect, test } from 'vitest';
import { problemErrors } from './field-errors.ts';

function problem(pointer: string): ProblemError {
  return new ProblemError({
    type: 'x/invalid-request',
    title: '',
    status: 400,
    detail: '',
    errors: [{ pointer, detail: 'must use https' }],
  });
}

test('a JSON pointer leads to its form field (RFC 6901 §6)', () => {
  expect(problemErrors(problem('#/redirect_uris/0'))).toEqual({ 'redirect_uris.0': 'Must use https.' });
  expect(problemErrors(problem('#/claims/a~1b%20c'))).toEqual({ 'claims.a/b c': 'Must use https.' });
});

test('what is no problem of the API has no field errors', () => {
  expect(problemErrors(new TypeError('Failed to fetch'))).toEqual({});
});
