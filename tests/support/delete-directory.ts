import { existsSync, rmSync } from 'node:fs';

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Deletes a directory, also while a process that was just killed still writes its last file into it. Never throws. */
export function deleteDirectory(path: string): void {
  for (let attempt = 0; attempt < 60 && existsSync(path); attempt += 1) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // Something was written meanwhile: once more below.
    }
    // With `force`, a directory that was filled again in between stays without an error. Synchronous, because an exit does not wait.
    if (existsSync(path)) Atomics.wait(pause, 0, 0, 50);
  }
}
