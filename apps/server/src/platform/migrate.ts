import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Any 63-bit number, the same in every instance: who holds it migrates. */
const ADVISORY_LOCK = 7_203_118_554_021;

interface Migration {
  name: string;
  text: string;
  digest: string;
}

/** Brings the schema up to date in one transaction under an advisory lock; instances that start together migrate once. */
export async function migrate(db: Database, directory: URL): Promise<string[]> {
  const migrations = readMigrations(directory);
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(ADVISORY_LOCK)})`.execute(tx);
    await sql`create table if not exists schema_migrations (name text primary key, digest text not null, applied_at timestamptz not null default now())`.execute(
      tx,
    );
    const done = await sql<{ name: string; digest: string }>`select name, digest from schema_migrations`.execute(tx);
    const digests = new Map(done.rows.map((row) => [row.name, row.digest]));
    const applied: string[] = [];
    for (const migration of migrations) {
      const digest = digests.get(migration.name);
      if (digest !== undefined) {
        if (digest !== migration.digest) throw new Error(`migration ${migration.name} was changed after it had been applied`);
        continue;
      }
      await apply(tx, migration);
      applied.push(migration.name);
    }
    return applied;
  });
}

async function apply(tx: Database, migration: Migration): Promise<void> {
  for (const statement of statementsOf(migration.text)) await sql.raw(statement).execute(tx);
  await sql`insert into schema_migrations (name, digest) values (${migration.name}, ${migration.digest})`.execute(tx);
}

function readMigrations(directory: URL): Migration[] {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  return names.map((name) => {
    const text = readFileSync(new URL(name, directory), 'utf8');
    return { name, text, digest: createHash('sha256').update(text).digest('hex') };
  });
}

/** Statements end with a semicolon at the end of a line; the extended protocol takes one at a time. */
function statementsOf(text: string): string[] {
  return text
    .split(/;\s*$/m)
    .map((statement) => statement.replace(/^--.*$/gm, '').trim())
    .filter((statement) => statement !== '');
}
