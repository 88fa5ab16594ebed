import { queryDatabase } from '../../tests/support/postgres.ts';

export interface FillSize {
  users: number;
  grants: number;
  /** Short-lived artefacts that have ended; a quarter as many families and refresh tokens come with them. */
  expired: number;
}

/** `1` is the size that the product is made for. */
export function fillSize(share: number): FillSize {
  return { users: Math.round(1_000_000 * share), grants: Math.round(5_000_000 * share), expired: Math.round(20_000_000 * share) };
}

/** Ended between a day and 60 days ago. */
const LONG_AGO = `now() - interval '1 day' - (n % 5184000) * interval '1 second'`;
const HASH = `sha256(convert_to('fill-' || n, 'UTF8'))`;
const FAMILY = `'fill-' || n`;

/** The slot of a ring in which everything has ended (see `apps/server/src/oidc/slots.ts`). */
const endedSlot = (span: number, slots: number): string => `(extract(epoch from now())::bigint / ${span} - 2) % ${slots}`;
const HOURLY = endedSlot(3600, 4);
const TWO_HOURLY = endedSlot(7200, 16);

interface Expired {
  table: string;
  /** How many rows, as a part of `FillSize.expired`. */
  part: number;
  differs: Record<string, string>;
}

/** What lives for minutes or hours, and goes slot by slot. */
const SHORT_LIVED: Expired[] = [
  { table: 'authorization_codes', part: 0.2, differs: { slot: HOURLY, id_hash: HASH, family_id: FAMILY, expires_at: LONG_AGO } },
  { table: 'access_tokens', part: 0.4, differs: { slot: TWO_HOURLY, id_hash: HASH, family_id: `'fill-' || n / 2`, expires_at: LONG_AGO } },
  { table: 'client_credentials_tokens', part: 0.2, differs: { slot: TWO_HOURLY, id_hash: HASH, expires_at: LONG_AGO } },
  { table: 'interactions', part: 0.2, differs: { slot: HOURLY, id_hash: HASH, expires_at: LONG_AGO } },
];

/** What the same sign-ins leave for weeks, and goes row by row. */
const LONG_LIVED: Expired[] = [
  { table: 'token_families', part: 0.15, differs: { family_id: FAMILY, created_at: LONG_AGO, expires_at: LONG_AGO } },
  { table: 'refresh_tokens', part: 0.1, differs: { id_hash: HASH, family_id: FAMILY, expires_at: LONG_AGO } },
];

/** Fills tables with copies of a row that is there: of every flow something must have run before. References are not checked meanwhile. */
export async function fillDatabase(databaseUrl: string, size: FillSize): Promise<void> {
  const differs = { user_id: `'fill-' || n`, username: `'fill-' || n`, username_key: `'fill-' || n`, email: 'null', email_key: 'null' };
  await fill(databaseUrl, { table: 'users', rows: size.users, differs });
  const user = `'fill-' || 1 + n % ${size.users}`;
  const client = `'fill-client-' || n / ${size.users}`;
  await fill(databaseUrl, { table: 'grants', rows: size.grants, differs: { grant_id: `'fill-' || n`, user_id: user, client_id: client } });
  for (const { table, part, differs } of [...SHORT_LIVED, ...LONG_LIVED])
    await fill(databaseUrl, { table, rows: Math.round(size.expired * part), differs });
  await queryDatabase(databaseUrl, 'vacuum analyze');
}

interface Filling {
  table: string;
  rows: number;
  /** SQL of the columns that differ from row to row, in terms of `n`. */
  differs: Record<string, string>;
}

async function fill(databaseUrl: string, { table, rows, differs }: Filling): Promise<void> {
  const columns = await queryDatabase(
    databaseUrl,
    'select column_name as name from information_schema.columns where table_schema = current_schema() and table_name = $1',
    [table],
  );
  const names = columns.map(({ name }) => String(name));
  const values = names.map((name) => differs[name] ?? `sample.${name}`);
  await queryDatabase(
    databaseUrl,
    `set session_replication_role = replica;
     insert into ${table} (${names.join(', ')})
       select ${values.join(', ')} from (select * from ${table} limit 1) sample, generate_series(1, ${rows}) n`,
  );
  const [filled] = await queryDatabase(databaseUrl, `select exists (select from ${table} limit 1) as filled`);
  if (filled?.['filled'] !== true) throw new Error(`${table} has no row to copy`);
}

/** Megabytes that the database takes. */
export async function databaseMegabytes(databaseUrl: string): Promise<number> {
  const [row] = await queryDatabase(databaseUrl, 'select pg_database_size(current_database()) / 1048576 as megabytes');
  return Number(row?.['megabytes']);
}
