// Purges as the job of the server does, in a process of its own, until nothing is left; prints how many seconds it took.
import { deleteExpired } from '../../apps/server/dist/oidc/delete-expired.js';
import { systemClock } from '../../apps/server/dist/platform/clock.js';
import { openPostgres } from '../../apps/server/dist/platform/database.js';

const db = openPostgres(process.env['DATABASE_URL'] ?? '');
const context = { db, clock: systemClock } as Parameters<typeof deleteExpired>[0];
const started = performance.now();
for (let left = true; left;) {
  const { rows, slots } = await deleteExpired(context);
  left = rows + slots > 0;
}
const seconds = (performance.now() - started) / 1000;
await db.destroy();
process.stdout.write(JSON.stringify({ seconds }));
