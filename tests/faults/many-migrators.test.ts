import { expect, inject, test } from 'vitest';
import { exchange } from '../support/http-exchange.ts';
import { createDatabase, queryDatabase } from '../support/postgres.ts';
import { encryptionKey, startProduct } from '../support/product.ts';
import { freePort } from '../support/free-port.ts';
import { spawnServer } from '../support/server-process.ts';
import { waitUntil } from '../support/wait-until.ts';
import { size } from './size.ts';

const ROUNDS = size({ quick: 1, full: 10 });

test(
  'of five that start at once one is killed while it migrates: the others serve, and each migration ran once (I1)',
  { timeout: 900_000 },
  async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const database_url = await createDatabase(inject('postgres_admin_url'));
      const env = { DATABASE_URL: database_url, ENCRYPTION_KEY: encryptionKey(), LOG_LEVEL: 'silent' };
      const ports = await Promise.all([1, 2, 3, 4].map(() => freePort()));
      const killed = spawnServer({ ...env, PORT: String(await freePort()) });
      // It holds the lock: what it has done so far is not committed.
      await waitUntil(
        'the first migrates',
        async () => {
          const [row] = await queryDatabase(
            database_url,
            `select count(*)::integer as held from pg_locks where locktype = 'advisory' and granted`,
          );
          return Number(row?.['held']) > 0 || killed.hasEnded();
        },
        { interval_ms: 2, timeout_ms: 60_000 },
      );
      const others = ports.map((port) => spawnServer({ ...env, PORT: String(port) }));
      killed.kill('SIGKILL');
      await killed.exited;
      for (const port of ports) {
        await waitUntil('it is ready', async () => (await exchange(`http://127.0.0.1:${port}/readyz`)).status === 200, {
          timeout_ms: 120_000,
        });
      }
      const applied = await queryDatabase(database_url, 'select name, count(*)::integer as times from schema_migrations group by name');
      expect(applied.length).toBeGreaterThan(10);
      expect(applied.filter(({ times }) => times !== 1)).toEqual([]);
      for (const server of others) server.kill('SIGTERM');
      expect(await Promise.all(others.map(({ exited }) => exited))).toEqual([0, 0, 0, 0]);
      const again = await startProduct({ database_url, encryption_key: env.ENCRYPTION_KEY });
      expect(await again.stop()).toBe(0);
    }
  },
);
