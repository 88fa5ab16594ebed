import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Everything that is derived from the one encryption key of the configuration; a purpose never shares a key with another. */
export class Keyring {
  readonly #master: Buffer;
  readonly #derived = new Map<string, Buffer>();
  /** Made once: a key that node is given as bytes it copies and checks, which takes longer than what is done with it. */
  readonly #objects = new Map<string, KeyObject>();

  /** @param master 32 bytes */
  constructor(master: Buffer) {
    if (master.length !== 32) throw new RangeError(`the encryption key must be 32 bytes, not ${master.length}`);
    this.#master = master;
  }

  /** A 256-bit key for one purpose (HKDF-SHA-256, RFC 5869). */
  key(purpose: string): Buffer {
    let key = this.#derived.get(purpose);
    if (key === undefined) {
      key = Buffer.from(hkdfSync('sha256', this.#master, Buffer.alloc(0), `consentry:${purpose}`, 32));
      this.#derived.set(purpose, key);
    }
    return key;
  }

  /** Encrypts with AES-256-GCM; `purpose` must be the same to open it. */
  seal(purpose: string, clear: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#object(`seal:${purpose}`), iv);
    const text = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), text]);
  }

  /** Opens what `seal` made. Throws when the key or the purpose is another, or a byte was changed. */
  open(purpose: string, sealed: Uint8Array): string {
    const decipher = createDecipheriv('aes-256-gcm', this.#object(`seal:${purpose}`), sealed.subarray(0, IV_BYTES));
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  }

  /** Keyed hash of a value that is compared but never read back. */
  mac(purpose: string, value: string): Buffer {
    return createHmac('sha256', this.#object(`mac:${purpose}`))
      .update(value)
      .digest();
  }

  /** Whether two secrets are equal; time tells nothing of either. */
  matches(purpose: string, expected: string, actual: string): boolean {
    return timingSafeEqual(this.mac(purpose, expected), this.mac(purpose, actual));
  }

  #object(purpose: string): KeyObject {
    let key = this.#objects.get(purpose);
    if (key === undefined) {
      key = createSecretKey(this.key(purpose));
      this.#objects.set(purpose, key);
    }
    return key;
  }
}

/** Hash under which a high-entropy token or code is stored, so that a copy of the database opens nothing. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

/** The same as text, in the form that gathered rows have bytes in (see rows-parameter.ts). */
export function hashTokenText(token: string): string {
  return `\\x${hash('sha256', token, 'hex')}`;
}

/** Compares without telling by time where the difference is. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
