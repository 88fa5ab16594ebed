import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall, canAptInstall } from './apt-install.ts';

const DEBIAN_ROOT = '/usr/lib/postgresql';

/** Directory with `initdb` and `postgres`, or `null`. */
export function findPostgresBinaries(): string | null {
  const versions = existsSync(DEBIAN_ROOT) ? readdirSync(DEBIAN_ROOT).toSorted((a, b) => Number(b) - Number(a)) : [];
  const candidates = [
    ...versions.map((version) => join(DEBIAN_ROOT, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/opt/homebrew/bin',
    '/usr/local/pgsql/bin',
  ];
  return candidates.find((directory) => existsSync(join(directory, 'initdb')) && existsSync(join(directory, 'postgres'))) ?? null;
}

/** Finds the binaries of PostgreSQL, or installs them where that needs nobody's consent. */
export function requirePostgresBinaries(): string {
  const found = findPostgresBinaries();
  if (found !== null) return found;
  if (!canAptInstall()) {
    throw new Error(
      'The storage tests need PostgreSQL 14 or later: install the server package of your system (Debian: postgresql, macOS: brew install postgresql), or set TEST_DATABASE_URL to a server where databases may be created.',
    );
  }
  withoutSystemCluster();
  aptInstall('postgresql', 'the storage tests run on a real PostgreSQL');
  const installed = findPostgresBinaries();
  if (installed === null) throw new Error(`apt installed postgresql, but ${DEBIAN_ROOT} holds no server binaries`);
  return installed;
}

/** Debian's package would make and start a cluster of the system; the tests bring their own. */
function withoutSystemCluster(): void {
  const file = '/etc/postgresql-common/createcluster.conf';
  if (existsSync(file)) return;
  mkdirSync('/etc/postgresql-common', { recursive: true });
  writeFileSync(file, 'create_main_cluster = false\nstart_conf = manual\n');
}

/** `initdb` refuses root: whom it runs as instead. */
export function postgresUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const uid = Number(spawnSync('id', ['-u', name], { encoding: 'utf8' }).stdout);
    const gid = Number(spawnSync('id', ['-g', name], { encoding: 'utf8' }).stdout);
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  throw new Error('PostgreSQL does not run as root, and this system has neither a user “postgres” nor “nobody” to run it as.');
}
