import type { Database } from '../../platform/database.ts';
import { databaseRateLimit } from '../../platform/database-rate-limit.ts';
import { memoryRateLimit, RateLimited, type RateLimit } from '../../platform/rate-limit.ts';

const HOUR = 3600;

/** How many refused requests are stored in an hour; what is more is answered all the same. */
const PER_HOUR = {
  /** From one address for one client, so that a stranger with a client's id cannot fill what its developer sees. */
  address: 40,
  client: 100,
  /** Together: client ids that nobody has can be made up without end. */
  unknown_clients: 200,
  all: 3000,
} as const;

/** Whether there is room for one more refused request. */
export class RefusalLimits {
  readonly #address: RateLimit<void> = memoryRateLimit({ name: 'refusal_address', points: PER_HOUR.address, window_seconds: HOUR });
  readonly #client: RateLimit;
  readonly #unknown: RateLimit;
  readonly #all: RateLimit;

  constructor(db: Database) {
    this.#client = databaseRateLimit(db, { name: 'refusal_client', points: PER_HOUR.client, window_seconds: HOUR });
    this.#unknown = databaseRateLimit(db, { name: 'refusal_unknown', points: PER_HOUR.unknown_clients, window_seconds: HOUR });
    this.#all = databaseRateLimit(db, { name: 'refusal_all', points: PER_HOUR.all, window_seconds: HOUR });
  }

  /** @param from the known client, or `null`, and the address */
  async haveRoom(from: { client_id: string | null; ip: string | null }): Promise<boolean> {
    try {
      this.#address.consume(`${from.client_id ?? ''} ${from.ip ?? '-'}`);
      if (from.client_id === null) await this.#unknown.consume('all');
      else await this.#client.consume(from.client_id);
      await this.#all.consume('all');
      return true;
    } catch (error) {
      if (error instanceof RateLimited) return false;
      throw error;
    }
  }
}
