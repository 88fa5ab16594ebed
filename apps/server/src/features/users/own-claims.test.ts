import { expect, test } from 'vitest';
import { withOwnClaims } from './own-claims.ts';

const before = { name: 'Alice', gender: 'female', phone_number: '+4930123456', phone_number_verified: true };

test('what is not named stays, and null takes away', () => {
  expect(withOwnClaims(before, { name: null, nickname: 'Al' })).toEqual({
    nickname: 'Al',
    gender: 'female',
    phone_number: '+4930123456',
    phone_number_verified: true,
  });
});

test('a new phone number is not verified (OIDC Core §5.1); the same one stays verified; none is neither', () => {
  expect(withOwnClaims(before, { phone_number: '+4930654321' })).toMatchObject({
    phone_number: '+4930654321',
    phone_number_verified: false,
  });
  expect(withOwnClaims(before, { phone_number: '+4930123456' })).toEqual(before);
  expect(withOwnClaims(before, { phone_number: null })).toEqual({ name: 'Alice', gender: 'female' });
  expect(withOwnClaims({}, { phone_number: '+4930654321' })).toEqual({ phone_number: '+4930654321', phone_number_verified: false });
});

test('values that were stored under looser rules are no obstacle', () => {
  const stored = { website: 'javascript:alert(1)' };
  expect(withOwnClaims(stored, { name: 'Alice' })).toEqual({ ...stored, name: 'Alice' });
});
