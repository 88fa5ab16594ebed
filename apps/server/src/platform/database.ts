import { CompiledQuery, Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { GatheringDatabase } from './gathered-statement.ts';
import { EmbeddedNotifications, type Notifications } from './notifications.ts';

/** A database or a transaction in it; SQL is written in stores alone. */
export type Database = Kysely<unknown>;

/** Bigints of both engines become numbers: ours count rows and seconds. */
const INT8 = 20;

const CONNECTIONS = 10;

/** A pool on PostgreSQL 14 or later. Nothing is connected before the first statement. */
export function openPostgres(url: string): Database {
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)),
  };
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    types,
    application_name: 'consentry',
  });
  // A connection that breaks, idle or in use, is replaced; without listeners the process would end.
  pool.on('error', () => {});
  pool.on('connect', (connection) => connection.on('error', () => {}));
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
}

export interface EmbeddedDatabase {
  readonly db: Database;
  readonly notifications: Notifications;
}

/** PGlite in a directory, with buffers that suit a small node: 100 MB less of memory. `template` is a fresh data directory, which saves the seconds of making one. */
export async function openEmbedded(options: { directory?: string; template?: Blob }): Promise<EmbeddedDatabase> {
  // It is large, and loaded where there is no other database.
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create({
    ...(options.directory === undefined ? {} : { dataDir: options.directory }),
    ...(options.template === undefined ? {} : { loadDataDir: options.template }),
    parsers: { [INT8]: Number },
    startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
  });
  return { db: new Kysely<unknown>({ dialect: new PGliteDialect({ pglite }) }), notifications: new EmbeddedNotifications(pglite) };
}

/** Runs gathered statements on the connection that there is, between those of others. */
export function gatheringOn(db: Database): GatheringDatabase {
  return {
    async run({ text }, values) {
      const { rows } = await db.executeQuery<{ answer: unknown[] }>(CompiledQuery.raw(text, [...values]));
      return rows[0]?.answer ?? [];
    },
    close: async () => {},
  };
}

/**
 * The template for `openEmbedded`, made by the build.
 * @public
 */
export async function dumpEmbeddedTemplate(): Promise<Blob> {
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create();
  try {
    return await pglite.dumpDataDir('gzip');
  } finally {
    await pglite.close();
  }
}

/** What time it is for the database. Throws when it does not answer. */
export async function pingDatabase(db: Database): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  return rows[0]?.now ?? new Date(NaN);
}

/** Name of the violated constraint when the error is a unique violation (SQLSTATE 23505), else `null`. */
export function uniqueViolation(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '23505') return null;
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : '';
}

/** Whether the error says that the database cannot be reached or takes no statements now. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(08|53|57P|ECONN|ENOTFOUND|ENOENT|ETIMEDOUT|EPIPE|EAI_AGAIN|25006)/.test(code) ||
    // The last is what is left when a transaction is rolled back whose connection broke amid it.
    /timeout exceeded when trying to connect|Connection terminated|is not queryable/.test(error.message)
  );
}
