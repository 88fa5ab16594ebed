import { expect, test } from 'vitest';
import { mistakeOfRefusal } from './mistake-of-refusal.ts';

const reason = { error: 'invalid_grant', description: 'grant request is invalid', detail: null, grant_type: null, has_assertion: false };

test('the private reason counts more than what was answered, and the same reason means another thing for another grant', () => {
  expect(mistakeOfRefusal({ ...reason, detail: 'authorization code is expired' })).toBe('code_expired');
  expect(mistakeOfRefusal({ ...reason, detail: 'client mismatch', grant_type: 'refresh_token' })).toBe('refresh_token_of_another_client');
  expect(mistakeOfRefusal({ ...reason, detail: 'client mismatch', grant_type: 'authorization_code' })).toBe('code_of_another_client');
  expect(mistakeOfRefusal({ ...reason, error: 'invalid_client', detail: 'signature verification failed', has_assertion: true })).toBe(
    'client_assertion_invalid',
  );
  expect(mistakeOfRefusal({ ...reason, error: 'new_error', description: 'something else' })).toBe('other');
});
