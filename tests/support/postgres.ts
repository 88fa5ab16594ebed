import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { atExit } from './at-exit.ts';
import { deleteDirectory } from './delete-directory.ts';
import { freePort } from './free-port.ts';
import { postgresUser, requirePostgresBinaries } from './postgres-binaries.ts';
import { waitUntil } from './wait-until.ts';

export interface PostgresCluster {
  /** URL of the maintenance database. */
  readonly admin_url: string;
  /** Resolves once it answers, whatever state it was in. */
  start(): Promise<void>;
  /** Whether it is stopped, or has given up. */
  hasEnded(): boolean;
  /** What PostgreSQL has written so far. */
  log(): string;
  /** Ends all connections at once and stops; `start` brings it back with its data. */
  stop(): Promise<void>;
  /** Stops and deletes everything. */
  destroy(): Promise<void>;
}

export interface ClusterOptions {
  /** Empty directory for everything; absent: a temporary one. */
  data?: string;
  /** Empty directory for the write-ahead log; absent: within the data. */
  wal?: string;
}

/** A cluster of our own in a temporary directory, reachable on loopback alone. */
export async function createPostgresCluster(given: ClusterOptions = {}): Promise<PostgresCluster> {
  const binaries = requirePostgresBinaries();
  const user = postgresUser();
  const directory = mkdtempSync(join(tmpdir(), 'consentry-postgres-'));
  if (user !== null) chownSync(directory, user.uid, user.gid);
  const data = given.data ?? join(directory, 'data');
  const asUser = { ...user, cwd: directory, env: { PATH: process.env['PATH'], LC_ALL: 'C' } };
  const options = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'];
  // Of the smallest size, so that a new one is soon needed.
  if (given.wal !== undefined) options.push('--waldir', given.wal, '--wal-segsize', '1');
  const made = spawnSync(join(binaries, 'initdb'), options, { ...asUser, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);

  const port = await freePort();
  const adminUrl = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    fsync: 'on',
  };
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  let server: ChildProcess | null = null;
  const cleanUp = (): void => {
    server?.kill('SIGQUIT');
    deleteDirectory(directory);
  };
  const forget = atExit(cleanUp);

  const written: string[] = [];
  const begin = (): ChildProcess => {
    const begun = spawn(join(binaries, 'postgres'), args, { ...asUser, stdio: ['ignore', 'ignore', 'pipe'] });
    begun.stderr.on('data', (piece: Buffer) => written.push(piece.toString('utf8')));
    return begun;
  };

  const cluster: PostgresCluster = {
    admin_url: adminUrl,
    async start() {
      const isUp = async (): Promise<boolean> => {
        // One that is about to give up after a crash still runs when this is called.
        if (hasEnded(server)) server = begin();
        return answers(adminUrl);
      };
      await waitUntil('PostgreSQL accepts connections', isUp, { timeout_ms: 30_000 });
    },
    hasEnded: () => hasEnded(server),
    log: () => written.join(''),
    async stop() {
      await ended(server, 'SIGINT');
      server = null;
    },
    async destroy() {
      await ended(server, 'SIGQUIT');
      server = null;
      cleanUp();
      forget();
    },
  };
  await cluster.start();
  return cluster;
}

/** Creates an empty database beside the given one and returns its URL. */
export async function createDatabase(adminUrl: string): Promise<string> {
  const name = `test_${process.pid}_${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`;
  await queryDatabase(adminUrl, `create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** One statement on a connection of its own. */
export async function queryDatabase(url: string, statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement, values)).rows;
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  await queryDatabase(url, 'select 1');
  return true;
}

function hasEnded(child: ChildProcess | null): child is null {
  return child === null || child.exitCode !== null || child.signalCode !== null;
}

async function ended(child: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await exit;
}
