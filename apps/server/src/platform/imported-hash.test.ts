import { describe, expect, it } from 'vitest';
import { isImportedHash, parseImportedHash, verifyImportedHash } from './imported-hash.ts';

const BCRYPT = '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';
/** The first 72 bytes are the digits and letters. */
const LONG = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const BCRYPT_LONG = '$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui';
const PASSLIB = '$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ';

const phc = (head: string, salt: string, hexKey: string): string => {
  const [saltText, keyText] = [Buffer.from(salt), Buffer.from(hexKey, 'hex')].map((bytes) => bytes.toString('base64').replaceAll('=', ''));
  return `${head}$${saltText}$${keyText}`;
};

describe('published vectors', () => {
  it.each([
    ['crypt_blowfish wrapper.c', 'U*U', BCRYPT],
    ['crypt_blowfish wrapper.c', 'U*U*', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK'],
    ['crypt_blowfish wrapper.c', 'U*U*U', '$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a'],
    ['the same with the prefix of OpenBSD 5.5', 'U*U', BCRYPT.replace('$2a$', '$2b$')],
    ['the same with the prefix of crypt_blowfish 1.1', 'U*U', BCRYPT.replace('$2a$', '$2y$')],
    [
      'RFC 7914 §12',
      'pleaseletmein',
      phc(
        '$scrypt$ln=14,r=8,p=1',
        'SodiumChloride',
        '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
      ),
    ],
    [
      'RFC 7914 §12',
      'password',
      phc(
        '$scrypt$ln=10,r=8,p=16',
        'NaCl',
        'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
      ),
    ],
    [
      'RFC 7914 §11',
      'Password',
      phc(
        '$pbkdf2-sha256$i=80000,l=64',
        'NaCl',
        '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d',
      ),
    ],
    ['passlib’s tests of pbkdf2_sha256', 'password', PASSLIB],
    [
      'passlib’s tests of pbkdf2_sha512',
      'password',
      '$pbkdf2-sha512$1212$RHY0Fr3IDMSVO/RSZyb5ow$eNLfBK.eVozomMr.1gYa17k9B7KIK25NOEshvhrSX.esqY3s.FvWZViXz4KoLlQI.BzY/YTNJOiKc5gBYFYGww',
    ],
  ])('%s: %j is right and nothing near it is', async (_source, password, hash) => {
    for (const other of [
      '',
      password.slice(1),
      `${password} `,
      password.toUpperCase() + password,
      `${password}\0`,
      `${password}\0${password}`,
    ])
      expect(await verifyImportedHash(hash, other), JSON.stringify(other)).toBe(false);
    expect(await verifyImportedHash(hash, password)).toBe(true);
  });
});

describe('bcrypt', () => {
  it('reads 72 bytes: a longer password that begins the same is right, a shorter one is not', async () => {
    expect(await verifyImportedHash(BCRYPT_LONG, LONG.slice(0, 71))).toBe(false);
    expect(await verifyImportedHash(BCRYPT_LONG, `${LONG}chars after 72 are ignored`)).toBe(true);
    expect(await verifyImportedHash(BCRYPT_LONG, LONG)).toBe(true);
  });

  it('a NUL matches nothing, neither before nor after byte 72 (RFC 2104 §2 for the other kinds)', async () => {
    for (const password of [`${LONG}\0`, `${LONG.slice(0, 40)}\0${LONG.slice(41)}`])
      expect(await verifyImportedHash(BCRYPT_LONG, password)).toBe(false);
    expect(await verifyImportedHash(BCRYPT_LONG, LONG)).toBe(true);
  });
});

it('what is cut, of another kind or garbage matches no password and throws nothing', async () => {
  const scrypt = '$scrypt$ln=14,r=8,p=1$c2FsdHNhbHQ$';
  const faulty = ['', 'garbage', '$', '$1$abcdefgh$G2f3vY0zBQ1', '$2x$' + BCRYPT.slice(4), BCRYPT.slice(0, -1), `${BCRYPT}A`, scrypt];
  for (const hash of [...faulty, PASSLIB.slice(0, 40), PASSLIB.replace('sha256', 'sha1'), PASSLIB.replace('1212', 'i=')]) {
    expect(parseImportedHash(hash), hash).toBeNull();
    expect(await verifyImportedHash(hash, 'password')).toBe(false);
  }
  expect(parseImportedHash(PASSLIB)).toMatchObject({ kind: 'pbkdf2', digest: 'sha256', iterations: 1212, length: 32 });
});

it('Argon2id is ours, whatever its parameters; all else is imported', () => {
  expect(isImportedHash('$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g')).toBe(false);
  for (const hash of [BCRYPT, PASSLIB]) expect(isImportedHash(hash)).toBe(true);
});

it('the main thread goes on meanwhile', async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  for (const hash of [
    BCRYPT.replace('$05$', '$11$'),
    PASSLIB.replace('1212', '500000'),
    phc('$scrypt$ln=16,r=8,p=1', 'saltsalt', '00'.repeat(32)),
  ]) {
    turns = 0;
    expect(await verifyImportedHash(hash, 'password')).toBe(false);
    expect(turns, hash).toBeGreaterThan(5);
  }
  clearInterval(timer);
});
