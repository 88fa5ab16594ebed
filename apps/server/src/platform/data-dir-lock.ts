import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Another process has the data directory open; two writers would destroy each other's data. */
export class DataDirLocked extends Error {
  override name = 'DataDirLocked';
}

/** Takes the directory for this process; a lock left by a process that is gone is taken over. Returns the release. */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'lock');
  const mine = `${process.pid} ${startOf(process.pid)}`;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (cause) {
      if (!isExisting(cause)) throw cause;
      const holder = readFileSync(file, 'utf8');
      if (isAlive(holder)) {
        throw new DataDirLocked(`${dataDir} is in use by process ${holder.split(' ')[0]}: stop that process, or choose another DATA_DIR`, {
          cause,
        });
      }
      rmSync(file, { force: true });
    }
  }
  throw new DataDirLocked(`${dataDir} could not be locked: other processes are taking it at this moment`);
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

/** A process id alone may have been given to another process since; its start time tells. */
function isAlive(holder: string): boolean {
  const [pidText = '', start = ''] = holder.split(' ');
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return startOf(pid) === start;
}

/** Start time of a process in clock ticks since boot, where the system tells (Linux); else a constant. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
  } catch {
    // Without /proc the process id alone has to do.
    return '-';
  }
}
