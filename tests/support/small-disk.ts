import { spawnSync } from 'node:child_process';
import { chownSync, closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { atExit } from './at-exit.ts';
import { postgresUser } from './postgres-binaries.ts';
import { makeTempDirectory } from './temp-directory.ts';

/** A file system of so few megabytes that a test fills it. */
export interface SmallDisk {
  /** An empty directory that PostgreSQL may use. */
  readonly path: string;
  /** Takes every page that is left. */
  fill(): void;
  /** Gives them back. */
  free(): void;
  remove(): void;
}

/** A sentence instead where this process may not mount one. */
export function makeSmallDisk(megabytes: number): SmallDisk | string {
  const mountPoint = makeTempDirectory('disk');
  const options = `size=${megabytes}m,mode=711`;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', mountPoint.path], { encoding: 'utf8' });
  if (mounted.status !== 0) {
    mountPoint.remove();
    const reason = mounted.error?.message ?? mounted.stderr.trim().split('\n')[0];
    return `a disk that is really full has to be mounted, which needs root on Linux: ${reason}`;
  }
  // Whatever still has a file open there keeps it, but nobody finds it any more.
  const unmount = (): void => void spawnSync('umount', ['--lazy', mountPoint.path]);
  const forget = atExit(unmount);
  const path = join(mountPoint.path, 'postgres');
  mkdirSync(path, { mode: 0o700 });
  const user = postgresUser();
  if (user !== null) chownSync(path, user.uid, user.gid);
  const ballast = join(mountPoint.path, 'ballast');
  return {
    path,
    fill: () => fillWith(ballast),
    free: () => rmSync(ballast, { force: true }),
    remove() {
      unmount();
      forget();
      mountPoint.remove();
    },
  };
}

function fillWith(path: string): void {
  const file = openSync(path, 'a');
  for (const piece of [Buffer.alloc(1_048_576), Buffer.alloc(4096)]) {
    try {
      for (;;) writeSync(file, piece);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  closeSync(file);
}
