// Purges as the job of the server does, in a process of its own, until nothing is left; prints what was deleted and how long it took.
import { deleteExpired } from '../../apps/server/dist/oidc/delete-expired.js';
import { RINGS } from '../../apps/server/dist/oidc/slots.js';
import { systemClock } from '../../apps/server/dist/platform/clock.js';
import { openPostgres } from '../../apps/server/dist/platform/database.js';
import { queryDatabase } from '../../tests/support/postgres.ts';

const TABLES = [...Object.keys(RINGS), 'refresh_tokens', 'token_families'];

async function countRows(): Promise<number> {
  let counted = 0;
  for (const table of TABLES) {
    const [row] = await queryDatabase(url, `select count(*)::integer as rows from ${table}`);
    counted += Number(row?.['rows']);
  }
  return counted;
}

const url = process.env['DATABASE_URL'] ?? '';
const db = openPostgres(url);
const context = { db, clock: systemClock } as Parameters<typeof deleteExpired>[0];
const before = await countRows();
const started = performance.now();
for (let left = true; left;) {
  const { rows, slots } = await deleteExpired(context);
  left = rows + slots > 0;
}
const seconds = (performance.now() - started) / 1000;
const deleted = before - (await countRows());
await db.destroy();
process.stdout.write(JSON.stringify({ deleted, seconds }));
