import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Notifications } from './notifications.ts';
import type { RowCache } from './row-cache.ts';

const CHANNEL = 'configuration_changes';
/** How long a change goes unnoticed when its notification is lost. */
const LOOK_EVERY_MS = 2000;
/** A change is seen when its transaction commits, which may be a while after it was made. */
const LOOK_BACK_SECONDS = 60;

/**
 * Tells this process what another has changed in what operators configure. Triggers write each change down and notify
 * (see migration 0033); notifications make it known in milliseconds, and a look now and then finds what they missed.
 */
export class ChangeFeed {
  readonly #db: Database;
  readonly #cache: RowCache;
  readonly #seen = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(db: Database, cache: RowCache) {
    this.#db = db;
    this.#cache = cache;
  }

  async start(notifications: Notifications): Promise<void> {
    await this.catchUp();
    await notifications.listen(CHANNEL, {
      onMessage: (payload) => this.#hear(payload),
      onGap: () => this.#cache.forgetAll(),
    });
    this.#timer = setInterval(() => void this.catchUp().catch(() => {}), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Afterwards nothing is kept that was changed before. Throws when the database cannot be asked. */
  async catchUp(): Promise<void> {
    const { rows } = await sql<{ change_id: string; row_key: string }>`
      select change_id::text as change_id, row_key from configuration_changes
      where changed_at > now() - make_interval(secs => ${LOOK_BACK_SECONDS})`.execute(this.#db);
    const current = new Set(rows.map(({ change_id: id }) => id));
    for (const { change_id: id, row_key: key } of rows) if (!this.#seen.has(id)) this.#forget(key);
    for (const id of this.#seen) if (!current.has(id)) this.#seen.delete(id);
    for (const id of current) this.#seen.add(id);
    this.#cache.heard();
  }

  /** A notification is the number of the change, a space, and its key. */
  #hear(payload: string): void {
    const end = payload.indexOf(' ');
    this.#seen.add(payload.slice(0, end));
    this.#forget(payload.slice(end + 1));
  }

  /** A key is the table’s name, a space, and the identifier in it. */
  #forget(key: string): void {
    const end = key.indexOf(' ');
    this.#cache.forget(key.slice(0, end), key.slice(end + 1));
  }
}
