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
const ID_BYTES = 16;
let pool = Buffer.alloc(0);
let drawn = 0;

function drawId(): string {
  if (drawn + ID_BYTES > pool.length) [pool, drawn] = [randomBytes(POOL_BYTES), 0];
  const id = pool.toString('base64url', drawn, drawn + ID_BYTES);
  // Nobody else gets these.
  drawn += ID_BYTES;
  return id.startsWith('-') ? drawId() : id;
}

export const systemRandom: Random = {
  id: drawId,
  secret: () => randomBytes(32).toString('base64url'),
  fraction: () => randomBytes(4).readUInt32BE() / 2 ** 32,
};
