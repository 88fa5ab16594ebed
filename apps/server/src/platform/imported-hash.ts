import { pbkdf2, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { verify as verifyBcrypt } from '@node-rs/bcrypt';

/** A hash that another system made, taken apart; what it costs to verify is in its parameters. */
export type ImportedHash =
  | { kind: 'bcrypt'; cost: number }
  | { kind: 'scrypt'; ln: number; r: number; p: number; salt: Buffer; key: Buffer }
  | { kind: 'pbkdf2'; digest: 'sha256' | 'sha512'; iterations: number; length: number; salt: Buffer; key: Buffer };

const BCRYPT = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$/;
const SCRYPT = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
/** Both the PHC form and passlib’s, whose iterations have no name and whose base64 has `.` for `+`. */
const PBKDF2 = /^\$pbkdf2-(sha256|sha512)\$(?:i=(\d+)(?:,l=(\d+))?|(\d+))\$([A-Za-z0-9+/.]+)\$([A-Za-z0-9+/.]+)$/;
const DIGEST_BYTES = { sha256: 32, sha512: 64 };

/** Whether a stored hash is of another kind than ours. */
export function isImportedHash(passwordHash: string): boolean {
  return !passwordHash.startsWith('$argon2id$');
}

/** `null` for what is none of the kinds, or not whole. */
export function parseImportedHash(passwordHash: string): ImportedHash | null {
  const bcrypt = BCRYPT.exec(passwordHash);
  if (bcrypt !== null) return { kind: 'bcrypt', cost: Number(bcrypt[1]) };
  const scrypt = SCRYPT.exec(passwordHash);
  if (scrypt !== null) {
    const [ln = 0, r = 0, p = 0] = scrypt.slice(1, 4).map(Number);
    return { kind: 'scrypt', ln, r, p, salt: decode(scrypt[4]), key: decode(scrypt[5]) };
  }
  const pbkdf2 = PBKDF2.exec(passwordHash);
  if (pbkdf2 === null) return null;
  const digest = pbkdf2[1] === 'sha512' ? 'sha512' : 'sha256';
  const iterations = Number(pbkdf2[2] ?? pbkdf2[4]);
  const length = pbkdf2[3] === undefined ? DIGEST_BYTES[digest] : Number(pbkdf2[3]);
  return { kind: 'pbkdf2', digest, iterations, length, salt: decode(pbkdf2[5]), key: decode(pbkdf2[6]) };
}

/**
 * Whether the password, as it was typed, is the one that was hashed. The work is done off the main thread.
 * bcrypt reads 72 bytes and no more. A NUL matches nothing: HMAC pads its key with NULs (RFC 2104 §2) and bcrypt repeats the password
 * with one between, so that other passwords than the right one would match.
 */
export async function verifyImportedHash(passwordHash: string, password: string): Promise<boolean> {
  const matches = await derivesTheSame(passwordHash, password);
  return matches && !password.includes('\0');
}

async function derivesTheSame(passwordHash: string, password: string): Promise<boolean> {
  const imported = parseImportedHash(passwordHash);
  if (imported === null) return false;
  if (imported.kind === 'bcrypt') return verifyBcrypt(password, passwordHash);
  const key = imported.kind === 'scrypt' ? await scryptKey(imported, password) : await pbkdf2Key(imported, password);
  return timingSafeEqual(key, imported.key);
}

const pbkdf2Key = ({ salt, iterations, key, digest }: ImportedHash & { kind: 'pbkdf2' }, password: string): Promise<Buffer> =>
  promisify(pbkdf2)(password, salt, iterations, key.length, digest);

/** RFC 7914 §2: N blocks of 128·r bytes, and p more; Node’s own bound of memory is lower. */
function scryptKey({ salt, ln, r, p, key }: ImportedHash & { kind: 'scrypt' }, password: string): Promise<Buffer> {
  const N = 2 ** ln;
  return new Promise((resolve, reject) => {
    scrypt(password, salt, key.length, { N, r, p, maxmem: 128 * r * (N + p + 2) }, (error, derived) => {
      if (error === null) resolve(derived);
      else reject(error);
    });
  });
}

/** An impossible length has no bytes at all, which no check of lengths lets through. */
function decode(text = ''): Buffer {
  return text.length % 4 === 1 ? Buffer.alloc(0) : Buffer.from(text.replaceAll('.', '+'), 'base64');
}
