import { RINGS } from '../../apps/server/src/oidc/slots.ts';
import { queryDatabase } from '../../tests/support/postgres.ts';

const TABLES = { slots: Object.keys(RINGS), rows: ['refresh_tokens', 'token_families'] };

/** What goes slot by slot, and what row by row. */
export type Purged = keyof typeof TABLES;

/** How many artefacts that have expired are stored. Counting reads all of them. */
export async function expiredRows(databaseUrl: string, purged: Purged): Promise<number> {
  const counts = TABLES[purged].map((table) => `(select count(*) from ${table} where expires_at < now())`).join(' + ');
  const [row] = await queryDatabase(databaseUrl, `select (${counts})::integer as rows`);
  return Number(row?.['rows']);
}
