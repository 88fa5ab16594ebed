import pg from 'pg';
import type { PGlite } from '@electric-sql/pglite';

/** What the database tells whoever listens (LISTEN, NOTIFY). A hint: one that is missed must only cost time. */
export interface Notifications {
  /** `onGap` is called when notifications come again after some may have been missed; meanwhile whoever listens has to look. */
  listen(channel: string, handlers: { onMessage: (payload: string) => void; onGap: () => void }): Promise<void>;
  close(): Promise<void>;
}

const RECONNECT_MS = 1000;

/** Over a connection of its own, which is made again when it breaks. */
export class PostgresNotifications implements Notifications {
  readonly #url: string;
  #client: pg.Client | null = null;
  #closed = false;

  constructor(url: string) {
    this.#url = url;
  }

  async listen(channel: string, handlers: { onMessage: (payload: string) => void; onGap: () => void }): Promise<void> {
    if (this.#closed) return;
    const client = new pg.Client({ connectionString: this.#url, application_name: 'consentry-notifications', keepAlive: true });
    let over = false;
    const again = (): void => {
      if (over) return;
      over = true;
      void client.end().catch(() => {});
      if (!this.#closed) setTimeout(() => void this.listen(channel, handlers), RECONNECT_MS).unref();
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', ({ payload }) => handlers.onMessage(payload ?? ''));
    try {
      this.#client = client;
      await client.connect();
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      handlers.onGap();
    } catch {
      again();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.end().catch(() => {});
  }
}

/** The embedded database has one process, and tells it at once. */
export class EmbeddedNotifications implements Notifications {
  readonly #pglite: PGlite;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  async listen(channel: string, { onMessage }: { onMessage: (payload: string) => void }): Promise<void> {
    await this.#pglite.listen(channel, onMessage);
  }

  async close(): Promise<void> {}
}
