import { spawnSync } from 'node:child_process';
import { aptInstall, canAptInstall } from './apt-install.ts';

const TOOLS = ['curl', 'jq'];

/** The programs that the guides for the shell use; installs them where that needs nobody's consent. Throws a sentence that says what is missing. */
export function requireShellTools(): void {
  for (const tool of TOOLS.filter((name) => !isThere(name))) {
    if (!canAptInstall()) throw new Error(`needs ${tool} (Debian: apt install ${tool})`);
    aptInstall(tool, 'integration guides are followed with it');
  }
}

function isThere(tool: string): boolean {
  return spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0;
}
