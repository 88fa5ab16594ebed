// Purges as the job of the server does, in a process of its own, until nothing is left: `slots` or `rows`. Prints how many seconds it took.
// Rows go slowly, for the sake of whoever works meanwhile; with a third word they go for so many seconds at most.
import { deleteExpiredRows, emptyEndedSlots } from '../../apps/server/dist/oidc/expired-store.js';
import { openPostgres } from '../../apps/server/dist/platform/database.js';

const [purged, seconds] = process.argv.slice(2);
const db = openPostgres(process.env['DATABASE_URL'] ?? '');
const stopping = seconds === undefined ? undefined : AbortSignal.timeout(Number(seconds) * 1000);
const purge = () => (purged === 'slots' ? emptyEndedSlots(db, new Date()) : deleteExpiredRows(db, new Date(), stopping));
const started = performance.now();
while ((await purge()) > 0);
const took = (performance.now() - started) / 1000;
await db.destroy();
process.stdout.write(JSON.stringify({ seconds: took }));
