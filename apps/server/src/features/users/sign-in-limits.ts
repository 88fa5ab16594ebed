import { createHash } from 'node:crypto';
import type { Database } from '../../platform/database.ts';
import { consumeAll, giveBackAll, type Attempt } from '../../platform/database-rate-limit.ts';
import { identifierKey } from './identifier-key.ts';

const WINDOW_SECONDS = 15 * 60;

const rule = (name: string, points: number) => ({ name, points, window_seconds: WINDOW_SECONDS });
const PAIR = rule('sign_in_pair', 10);
const ADDRESS = rule('sign_in_address', 100);
const ACCOUNT = rule('sign_in_account', 200);

/**
 * How often a password may be tried (NIST SP 800-63B-4 §3.2.2): by account and address, so that a stranger can't lock somebody out;
 * by address over all accounts; and by account over all addresses, high enough to stop only a distributed attack.
 */
export class SignInLimits {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Counts an attempt before it is made. Throws `RateLimited`. */
  async consume(identifier: string, ip: string | null): Promise<void> {
    await consumeAll(this.#db, attemptsOf(identifier, ip));
  }

  /** The password was right. */
  async giveBack(identifier: string, ip: string | null): Promise<void> {
    await giveBackAll(this.#db, attemptsOf(identifier, ip));
  }
}

function attemptsOf(identifier: string, ip: string | null): Attempt[] {
  const [account, address] = [accountOf(identifier), ip ?? '-'];
  return [
    { rule: PAIR, key: `${account}:${address}` },
    { rule: ADDRESS, key: address },
    { rule: ACCOUNT, key: account },
  ];
}

/** What people type into the field, sometimes a password by mistake, stands in no table. */
function accountOf(identifier: string): string {
  return createHash('sha256').update(identifierKey(identifier)).digest('base64url').slice(0, 22);
}
