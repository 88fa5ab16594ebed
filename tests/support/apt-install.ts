import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether packages can be installed here without asking anyone: Debian or a child of it, as root. */
export function canAptInstall(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Installs one Debian package quietly; throws with the end of apt's own words. */
export function aptInstall(name: string, why: string): void {
  process.stderr.write(`  installing ${name} with apt (${why}); this happens once\n`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, encoding: 'utf8' } as const;
  spawnSync('apt-get', ['-qq', 'update'], options);
  const run = spawnSync('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', name], options);
  if (run.status !== 0) throw new Error(`apt-get could not install ${name}: ${run.stderr.trim().slice(-600)}`);
}
