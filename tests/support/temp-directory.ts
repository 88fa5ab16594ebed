import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './at-exit.ts';
import { deleteDirectory } from './delete-directory.ts';

/** A directory for the time of a test, gone also after Ctrl-C. */
export function makeTempDirectory(name: string): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), `consentry-${name}-`));
  const forget = atExit(() => deleteDirectory(path));
  return {
    path,
    remove() {
      deleteDirectory(path);
      forget();
    },
  };
}
