import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall, canAptInstall } from './apt-install.ts';

/** Apache with mod_auth_openidc, as Debian ships it. */
export interface ApacheBinaries {
  executable: string;
  /** Directory of the loadable modules. */
  modules: string;
}

const DEBIAN: ApacheBinaries = { executable: '/usr/sbin/apache2', modules: '/usr/lib/apache2/modules' };

/** Finds both, or installs them where that needs nobody's consent. A sentence says why they cannot be had. */
export function apacheOrReason(): ApacheBinaries | string {
  if (isThere()) return DEBIAN;
  if (!canAptInstall()) return 'needs Apache and mod_auth_openidc (Debian: apt install libapache2-mod-auth-openidc)';
  try {
    // It brings the server’s executable alone, and so no server of the system.
    aptInstall('libapache2-mod-auth-openidc', 'an interoperability test signs in with it');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return isThere() ? DEBIAN : 'apt installed libapache2-mod-auth-openidc, but the server or the module is not where Debian has them';
}

function isThere(): boolean {
  return existsSync(DEBIAN.executable) && existsSync(join(DEBIAN.modules, 'mod_auth_openidc.so'));
}

/** Apache serves no page as root: whom it runs as instead. `null`: as whoever runs the tests. */
export function apacheUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (kind: string): number => Number(spawnSync('id', [kind, 'www-data'], { encoding: 'utf8' }).stdout);
  const user = { uid: id('-u'), gid: id('-g') };
  if (!(user.uid > 0 && user.gid > 0)) throw new Error('Apache does not run as root, and this system has no user “www-data” to run it as.');
  return user;
}
