import { STANDARD_SCOPES } from '@consentry/contract';
import { describe, expect, test } from 'vitest';
import { permissionValues, SCOPE_TEXTS } from './scope-texts.ts';

const claims = {
  sub: 'u_1',
  name: 'Alice Example',
  given_name: 'Alice',
  preferred_username: 'alice',
  nickname: 'alice',
  zoneinfo: 'Europe/Berlin',
  updated_at: 1_700_000_000,
  email: 'alice@example.com',
  email_verified: true,
  phone_number: '+4930123456',
  phone_number_verified: false,
  groups: ['staff', 'board'],
};

describe('the values a scope shares', () => {
  test('profile: what is filled in, each once, without times and other scopes’ claims (OIDC Core §5.4)', () => {
    expect(permissionValues('profile', claims)).toEqual(['Alice Example', 'Alice', 'alice', 'Europe/Berlin']);
  });

  test('email and phone: the address and the number, not whether they are confirmed', () => {
    expect(permissionValues('email', claims)).toEqual(['alice@example.com']);
    expect(permissionValues('phone', claims)).toEqual(['+4930123456']);
  });

  test('groups: every name', () => {
    expect(permissionValues('groups', claims)).toEqual(['staff', 'board']);
  });

  test('address: the formatted one on one line (OIDC Core §5.1.1)', () => {
    const address = { formatted: 'Hauptstraße 1\r\n10115 Berlin\n\n Deutschland ', country: 'DE' };
    expect(permissionValues('address', { address })).toEqual(['Hauptstraße 1, 10115 Berlin, Deutschland']);
  });

  test('address: its parts when there is no formatted one', () => {
    const address = {
      country: 'Germany',
      locality: 'Berlin',
      street_address: 'Hauptstraße 1\nHinterhaus',
      postal_code: '10115',
      region: '',
    };
    expect(permissionValues('address', { address })).toEqual(['Hauptstraße 1, Hinterhaus, 10115, Berlin, Germany']);
  });

  test('nothing when nothing is on file', () => {
    const empty = { name: '', email: null, groups: [], address: {} };
    for (const scope of STANDARD_SCOPES) expect(permissionValues(scope, empty)).toEqual([]);
  });

  test('nothing for scopes without readable claims, and for unknown ones', () => {
    for (const scope of ['openid', 'offline_access', 'orders:read', 'constructor', '__proto__']) {
      expect(permissionValues(scope, claims)).toEqual([]);
    }
  });

  test('claims of unexpected types are left out', () => {
    expect(permissionValues('profile', { name: { toString: 'x' }, nickname: 7, locale: ['de', 5] })).toEqual(['de']);
  });
});

test('every standard scope has a title and a description', () => {
  for (const scope of STANDARD_SCOPES)
    expect(SCOPE_TEXTS[scope]).toEqual({ title: `scope.${scope}.title`, description: `scope.${scope}.description` });
});
