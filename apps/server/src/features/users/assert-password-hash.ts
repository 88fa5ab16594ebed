import { parseImportedHash, type ImportedHash } from '../../platform/imported-hash.ts';
import { invalidMember } from '../../problem.ts';

/** 256 MiB, 16 passes, 8 lanes: far above what is needed, far below what would stop the server. */
const LIMITS = [262_144, 16, 8] as const;
/** The other kinds: seconds of one core at the most. Below, a hash hides its password from nobody. */
const BCRYPT_COST = [4, 15] as const;
const PBKDF2_ITERATIONS = [1000, 5_000_000] as const;
const SCRYPT = { least_ln: 10, memory_bytes: 256 * 1024 * 1024, block_mixes: 2 ** 22 };
const SALT_BYTES = [8, 64] as const;

type Within = readonly [number, number];
type Of<Kind> = ImportedHash & { kind: Kind };

/** A hash from elsewhere is verified at a sign-in: its own parameters must not be a way to exhaust the server. */
export function assertPasswordHash(passwordHash: string | undefined): void {
  if (passwordHash === undefined) return;
  const fault = passwordHash.startsWith('$argon2id$') ? argon2Fault(passwordHash) : importedFault(passwordHash);
  if (fault !== null) throw invalidMember('/password_hash', fault);
}

function argon2Fault(passwordHash: string): string | null {
  const parameters = /\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(passwordHash);
  const [memory = 0, passes = 0, lanes = 0] = (parameters ?? []).slice(1, 4).map(Number);
  const withinLimits = memory <= LIMITS[0] && passes >= 1 && passes <= LIMITS[1] && lanes >= 1 && lanes <= LIMITS[2];
  if (!withinLimits || memory < 8 * lanes) {
    const came = `not m=${memory},t=${passes},p=${lanes}`;
    return `must have m of ${LIMITS[0]} at most, t of 1 to ${LIMITS[1]} and p of 1 to ${LIMITS[2]}, ${came}`;
  }
  const isWhole = (parameters?.[4] ?? '').length >= 11 && (parameters?.[5] ?? '').length >= 16;
  return isWhole ? null : 'must have a salt of 8 bytes and a hash of 12 bytes or more';
}

function importedFault(passwordHash: string): string | null {
  const imported = parseImportedHash(passwordHash);
  if (imported === null) return 'must be a whole Argon2id, bcrypt, scrypt or PBKDF2 hash';
  if (imported.kind === 'bcrypt') {
    return isWithin(imported.cost, BCRYPT_COST) ? null : `must be bcrypt with a cost of ${range(BCRYPT_COST)}, not ${imported.cost}`;
  }
  const fault = imported.kind === 'scrypt' ? scryptFault(imported) : pbkdf2Fault(imported);
  if (fault !== null || isWithin(imported.salt.length, SALT_BYTES)) return fault;
  return `must have a salt of ${range(SALT_BYTES)} bytes in base64 without padding`;
}

/** RFC 7914 §2: N below 2^(128·r/8), 128·N·r bytes of memory, and time in proportion to N·r·p. */
function scryptFault({ ln, r, p, key }: Of<'scrypt'>): string | null {
  const memory = 128 * 2 ** ln * r;
  const isBearable = memory <= SCRYPT.memory_bytes && 2 ** ln * r * p <= SCRYPT.block_mixes;
  if (r < 1 || p < 1 || ln < SCRYPT.least_ln || ln >= 16 * r || !isBearable) {
    return `must be scrypt with ln of ${SCRYPT.least_ln} or more and below 16·r, 128·2^ln·r of ${SCRYPT.memory_bytes} bytes at most and 2^ln·r·p of ${SCRYPT.block_mixes} at most, not ln=${ln},r=${r},p=${p}`;
  }
  return [32, 64].includes(key.length) ? null : `must have a hash of 32 or 64 bytes, not ${key.length}`;
}

function pbkdf2Fault({ digest, iterations, length, key }: Of<'pbkdf2'>): string | null {
  if (!isWithin(iterations, PBKDF2_ITERATIONS)) {
    return `must be PBKDF2 with ${range(PBKDF2_ITERATIONS)} iterations, not ${iterations}`;
  }
  if (!isWithin(length, [16, 64])) return `must have a hash of 16 to 64 bytes, not l=${length}`;
  if (key.length === length) return null;
  return `must have a hash of the ${length} bytes of ${digest} or of its own parameter l, not ${key.length}`;
}

const isWithin = (value: number, [least, most]: Within): boolean => value >= least && value <= most;
const range = ([least, most]: Within): string => `${least} to ${most}`;
