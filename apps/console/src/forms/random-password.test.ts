import { Password } from '@consentry/contract';
import { expect, test } from 'vitest';
import { randomPassword } from './random-password.ts';

test('a generated password is accepted by the contract, and no two are alike', () => {
  const passwords = Array.from({ length: 50 }, randomPassword);
  for (const password of passwords) expect(Password.safeParse(password).success).toBe(true);
  expect(new Set(passwords).size).toBe(50);
});
