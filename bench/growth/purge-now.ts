// Purges as the job of the server does, in a process of its own, until nothing is left: `slots` or `rows`. Prints how many seconds it took.
import { deleteExpiredRows, emptyEndedSlots } from '../../apps/server/dist/oidc/expired-store.js';
import { openPostgres } from '../../apps/server/dist/platform/database.js';

const db = openPostgres(process.env['DATABASE_URL'] ?? '');
const purge = process.argv[2] === 'slots' ? emptyEndedSlots : deleteExpiredRows;
const started = performance.now();
while ((await purge(db, new Date())) > 0);
const seconds = (performance.now() - started) / 1000;
await db.destroy();
process.stdout.write(JSON.stringify({ seconds }));
