import { expect, test } from 'vitest';
import { readProfileForm } from './profile-form.ts';

const claims = { name: 'Alice', phone_number: '+4930123456', zoneinfo: 'Somewhere/Else' };

test('only what differs is a change; an empty field takes the claim away', () => {
  expect(readProfileForm({ name: ' Alice ', phone_number: '', nickname: 'Al', zoneinfo: 'Somewhere/Else' }, claims)).toMatchObject({
    change: { phone_number: null, nickname: 'Al' },
    errors: {},
  });
});

test('a field that was not sent changes nothing, and fields that are none of ours are not looked at', () => {
  expect(readProfileForm({ gender: 'x', phone_number_verified: 'true', __proto__: 'x' }, claims).change).toEqual({});
});

test('a phone number may be typed as people write it', () => {
  expect(readProfileForm({ phone_number: '+49 (30) 65-43.21' }, claims).change).toEqual({ phone_number: '+4930654321' });
  expect(readProfileForm({ phone_number: '+49 30 123456' }, claims).change).toEqual({});
});

test.each([
  ['birthdate', '31.12.1990', 'field_error.birthdate_invalid'],
  ['phone_number', '030 123456', 'field_error.phone_number_invalid'],
  ['website', 'javascript:alert(1)', 'field_error.website_invalid'],
  ['website', 'example.com', 'field_error.website_invalid'],
  ['zoneinfo', 'Europe/Atlantis', 'field_error.zoneinfo_invalid'],
  ['zoneinfo', '+01:00', 'field_error.zoneinfo_invalid'],
  ['name', 'x'.repeat(501), 'field_error.name_invalid'],
  ['given_name', 'a\u0007b', 'field_error.name_invalid'],
])('%s can’t be %s; what was typed is kept', (name, value, error) => {
  const form = readProfileForm({ nickname: 'Al', [name]: value }, claims);
  expect(form.errors).toEqual({ [name]: error });
  expect(form.values).toMatchObject({ nickname: 'Al', [name]: value });
});

test.each([
  ['birthdate', '1990'],
  ['birthdate', '1990-12-31'],
  ['zoneinfo', 'Europe/Berlin'],
  ['locale', 'pt-BR'],
  ['website', 'https://alice.example/'],
])('%s can be %s', (name, value) => {
  expect(readProfileForm({ [name]: value }, claims)).toMatchObject({ change: { [name]: value }, errors: {} });
});
