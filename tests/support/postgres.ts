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
  start(): Promise<void>;
  /** Ends all connections at once and stops; `start` brings it back with its data. */
  stop(): Promise<void>;
  /** Stops and deletes everything. */
  destroy(): Promise<void>;
}

/** A cluster of our own in a temporary directory, reachable on loopback alone. */
export async function createPostgresCluster(): Promise<PostgresCluster> {
  const binaries = requirePostgresBinaries();
  const user = postgresUser();
  const directory = mkdtempSync(join(tmpdir(), 'consentry-postgres-'));
  if (user !== null) chownSync(directory, user.uid, user.gid);
  const data = join(directory, 'data');
  const asUser = { ...user, cwd: directory, env: { PATH: process.env['PATH'], LC_ALL: 'C' } };
  const made = spawnSync(join(binaries, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'], {
    ...asUser,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);

  const port = await freePort();
  const adminUrl = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 200, fsync: 'on' };
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  let server: ChildProcess | null = null;
  const cleanUp = (): void => {
    server?.kill('SIGQUIT');
    deleteDirectory(directory);
  };
  const forget = atExit(cleanUp);

  const cluster: PostgresCluster = {
    admin_url: adminUrl,
    async start() {
      server = spawn(join(binaries, 'postgres'), args, { ...asUser, stdio: 'ignore' });
      await waitUntil('PostgreSQL accepts connections', () => answers(adminUrl), { timeout_ms: 30_000 });
    },
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

async function ended(child: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await exit;
}
