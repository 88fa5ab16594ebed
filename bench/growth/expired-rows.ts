import { RINGS } from '../../apps/server/src/oidc/slots.ts';
import { queryDatabase } from '../../tests/support/postgres.ts';

const TABLES = [...Object.keys(RINGS), 'refresh_tokens', 'token_families'];

/** How many artefacts that have expired are stored. Counting reads all of them. */
export async function expiredRows(databaseUrl: string): Promise<number> {
  const counts = TABLES.map((table) => `(select count(*) from ${table} where expires_at < now())`).join(' + ');
  const [row] = await queryDatabase(databaseUrl, `select (${counts})::integer as rows`);
  return Number(row?.['rows']);
}
