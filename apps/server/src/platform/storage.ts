import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockDataDir } from './data-dir-lock.ts';
import { gatheringOn, openEmbedded, openPostgres, pingDatabase, type Database, type EmbeddedDatabase } from './database.ts';
import type { GatheringDatabase } from './gathered-statement.ts';
import { GatheringPool } from './gathering-pool.ts';
import { PostgresNotifications, type Notifications } from './notifications.ts';

export interface Storage {
  readonly kind: 'embedded' | 'postgresql';
  readonly db: Database;
  /** The same database, for gathered statements. */
  readonly gathering: GatheringDatabase;
  readonly notifications: Notifications;
  /** 32 bytes that everything encrypted is encrypted with. */
  readonly encryption_key: Buffer;
  close(): Promise<void>;
}

/** Why the server cannot start, in words for the person who starts it. */
export class StorageUnavailable extends Error {
  override name = 'StorageUnavailable';
}

export async function openPostgresStorage(options: { url: string; shown_url: string; encryption_key: Buffer }): Promise<Storage> {
  const db = openPostgres(options.url);
  try {
    await pingDatabase(db);
  } catch (cause) {
    await db.destroy();
    const reason =
      cause instanceof AggregateError ? cause.errors.map(String).join('; ') : String(cause instanceof Error ? cause.message : cause);
    throw new StorageUnavailable(
      `DATABASE_URL = ${options.shown_url} cannot be reached: ${reason}. Is the server running, and may this user connect?`,
      { cause },
    );
  }
  const gathering = new GatheringPool(options.url);
  const notifications = new PostgresNotifications(options.url);
  return {
    kind: 'postgresql',
    db,
    gathering,
    notifications,
    encryption_key: options.encryption_key,
    async close() {
      await notifications.close();
      await Promise.all([gathering.close(), db.destroy()]);
    },
  };
}

/** @param template a fresh data directory in a file; when it is there, the first start saves the time to make one */
export async function openEmbeddedStorage(options: {
  data_dir: string;
  encryption_key: Buffer | undefined;
  template: URL;
}): Promise<Storage> {
  const release = lockDataDir(options.data_dir);
  try {
    const encryptionKey = options.encryption_key ?? readOrMakeKey(join(options.data_dir, 'encryption-key'));
    const { db, notifications } = await openDirectory(join(options.data_dir, 'pgdata'), options.template);
    return {
      kind: 'embedded',
      db,
      gathering: gatheringOn(db),
      notifications,
      encryption_key: encryptionKey,
      async close() {
        await db.destroy();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** A directory that was being made when the process died is made anew: the mark is written last. */
async function openDirectory(directory: string, template: URL): Promise<EmbeddedDatabase> {
  const mark = `${directory}.complete`;
  if (existsSync(mark)) return openEmbedded({ directory });
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const opened = await openEmbedded({ directory, ...(existsSync(template) ? { template: new Blob([readFileSync(template)]) } : {}) });
  await pingDatabase(opened.db);
  writeFileSync(mark, '');
  return opened;
}

function readOrMakeKey(file: string): Buffer {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx', flush: true });
  const key = Buffer.from(readFileSync(file, 'utf8'), 'base64');
  if (key.length !== 32)
    throw new StorageUnavailable(
      `${file} is damaged: it should hold 32 bytes in base64. Restore it from a backup; without it the data cannot be read.`,
    );
  return key;
}
