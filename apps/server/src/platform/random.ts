import { randomBytes } from 'node:crypto';

/** Where chance comes from. Every value is made of unreserved characters (RFC 3986 §2.3). */
export interface Random {
  /** 128 bits: an identifier that cannot be guessed or collide. It begins with no hyphen: a command line would take it for an option. */
  id(): string;
  /** 256 bits: a secret. */
  secret(): string;
  /** From 0 up to, not including, 1. */
  fraction(): number;
}

/** Drawn in pieces of this size: asking the system costs more than the bytes. */
const POOL_BYTES = 4096;
let pool = Buffer.alloc(0);

/** Bytes that nobody else gets. */
function draw(length: number): Buffer {
  if (pool.length < length) pool = randomBytes(POOL_BYTES);
  const drawn = pool.subarray(0, length);
  pool = pool.subarray(length);
  return drawn;
}

function drawId(): string {
  const id = draw(16).toString('base64url');
  return id.startsWith('-') ? drawId() : id;
}

export const systemRandom: Random = {
  id: drawId,
  secret: () => randomBytes(32).toString('base64url'),
  fraction: () => randomBytes(4).readUInt32BE() / 2 ** 32,
};
