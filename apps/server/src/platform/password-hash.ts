import { hash, verify } from '@node-rs/argon2';
import { BoundedQueue } from './bounded-queue.ts';
import { isImportedHash, verifyImportedHash } from './imported-hash.ts';

/** Argon2id with the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashing has its own bounded queue, so that a flood of sign-ins cannot slow the token endpoint. */
const queue = new BoundedQueue({ concurrency: 2, waiting: 100 });

/** PHC string of a password. Throws `QueueFull` when too many wait. */
export async function hashPassword(password: string): Promise<string> {
  return queue.run(() => hash(password.normalize('NFKC'), PARAMETERS));
}

/** Whether the password is the one that was hashed; without a hash, `false` after the same work, so that time tells nothing. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  return queue.run(async () => {
    if (passwordHash !== null && isImportedHash(passwordHash)) return verifyImportedHash(passwordHash, password);
    const matches = await verify(passwordHash ?? (await decoyHash()), password.normalize('NFKC'));
    return passwordHash !== null && matches;
  });
}

let decoy: Promise<string> | undefined;
function decoyHash(): Promise<string> {
  decoy ??= hash('no account has this password', PARAMETERS);
  return decoy;
}

/** Whether a hash is of another kind than ours or was made with less work, so that the next sign-in should hash anew. */
export function needsRehash(passwordHash: string): boolean {
  const parameters = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(passwordHash);
  if (parameters === null) return true;
  return Number(parameters[1]) < PARAMETERS.memoryCost || Number(parameters[2]) < PARAMETERS.timeCost;
}
