import { expect, it } from 'vitest';
import { assertPasswordHash } from './assert-password-hash.ts';

const phc = (parameters: string, salt = 'c2FsdHNhbHRzYWx0', hash = 'aGFzaGhhc2hoYXNoaGFzaA'): string =>
  `$argon2id$v=19$${parameters}$${salt}$${hash}`;

it('hashes of usual strength are taken', () => {
  for (const parameters of ['m=19456,t=2,p=1', 'm=65536,t=3,p=4', 'm=4096,t=3,p=1'])
    expect(() => assertPasswordHash(phc(parameters))).not.toThrow();
  expect(() => assertPasswordHash(undefined)).not.toThrow();
});

it('a hash cannot make every sign-in exhaust the server', () => {
  for (const parameters of [
    'm=4194304,t=1,p=1',
    'm=65536,t=1000,p=1',
    'm=65536,t=1,p=255',
    'm=8,t=1,p=4',
    'm=65536,t=0,p=1',
    'm=65536,t=1,p=0',
  ]) {
    expect(() => assertPasswordHash(phc(parameters))).toThrow('must have m of');
  }
});

it('a hash or salt too short to mean anything is refused', () => {
  expect(() => assertPasswordHash(phc('m=19456,t=2,p=1', 'c2Fs'))).toThrow('salt');
  expect(() => assertPasswordHash(phc('m=19456,t=2,p=1', undefined, 'aGFz'))).toThrow('salt');
});

const SALT = 'c2FsdHNhbHRzYWx0';
const KEY = Buffer.alloc(32, 7).toString('base64').replaceAll('=', '');
const LONG_KEY = Buffer.alloc(64, 7).toString('base64').replaceAll('=', '');
const bcrypt = (cost: string): string => `$2b$${cost}$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW`;
const scrypt = (parameters: string, salt = SALT, key = KEY): string => `$scrypt$${parameters}$${salt}$${key}`;
const pbkdf2 = (parameters: string, key = KEY, salt = SALT): string => `$pbkdf2-sha256$${parameters}$${salt}$${key}`;

it('imported hashes of usual strength are taken (OWASP Password Storage Cheat Sheet, and what libraries begin with)', () => {
  const usual = [
    ...['04', '10', '12', '15'].map(bcrypt),
    ...['ln=17,r=8,p=1', 'ln=16,r=8,p=2', 'ln=13,r=8,p=10', 'ln=14,r=8,p=1', 'ln=18,r=8,p=1'].map((parameters) => scrypt(parameters)),
    scrypt('ln=15,r=8,p=1', SALT, LONG_KEY),
    ...['29000', 'i=600000', 'i=600000,l=32', '1000'].map((parameters) => pbkdf2(parameters)),
    pbkdf2('i=600000,l=64', LONG_KEY),
    pbkdf2('29000', LONG_KEY).replace('sha256', 'sha512'),
  ];
  for (const hash of usual) expect(() => assertPasswordHash(hash), hash).not.toThrow();
});

it.each([
  [bcrypt('03'), 'a cost of 4 to 15, not 3'],
  [bcrypt('16'), 'a cost of 4 to 15, not 16'],
  [bcrypt('31'), 'a cost of 4 to 15, not 31'],
  [scrypt('ln=30,r=8,p=1'), 'not ln=30,r=8,p=1'],
  [scrypt('ln=99,r=9999,p=9999'), 'not ln=99,r=9999,p=9999'],
  [scrypt('ln=19,r=8,p=1'), 'not ln=19,r=8,p=1'],
  [scrypt('ln=17,r=8,p=16'), 'not ln=17,r=8,p=16'],
  [scrypt('ln=4,r=8,p=1'), 'ln of 10 or more'],
  [scrypt('ln=16,r=1,p=1'), 'below 16·r'],
  [scrypt('ln=14,r=0,p=1'), 'not ln=14,r=0,p=1'],
  [scrypt('ln=14,r=8,p=0'), 'not ln=14,r=8,p=0'],
  [pbkdf2('1'), '1000 to 5000000 iterations, not 1'],
  [pbkdf2('i=5000001'), '1000 to 5000000 iterations, not 5000001'],
  [pbkdf2('i=600000,l=4000', KEY), 'not l=4000'],
])('%s would exhaust the server or hide nothing; the answer says what came and what is taken (RFC 7914 §2)', (hash, reason) => {
  expect(() => assertPasswordHash(hash)).toThrow(reason);
});

it.each([
  [bcrypt('10').slice(0, -1), 'whole'],
  [`${bcrypt('10')}\0`, 'whole'],
  ['garbage', 'whole'],
  [scrypt('ln=14,r=8,p=1', SALT, KEY.slice(0, 30)), '32 or 64 bytes, not 22'],
  [scrypt('ln=14,r=8,p=1', SALT, KEY.slice(0, 41)), '32 or 64 bytes, not 0'],
  [scrypt('ln=14,r=8,p=1', 'c2FsdA'), 'salt of 8 to 64 bytes'],
  [pbkdf2('29000', KEY.slice(0, 40)), 'the 32 bytes of sha256 or of its own parameter l, not 30'],
  [pbkdf2('i=29000,l=20', KEY), '20 bytes'],
  [pbkdf2('29000', KEY, 'c2FsdA'), 'salt of 8 to 64 bytes'],
])('%j is cut or garbage, and is refused', (hash, reason) => {
  expect(() => assertPasswordHash(hash)).toThrow(reason);
});
