import { spawnSync } from 'node:child_process';
import { aptInstall, canAptInstall } from './apt-install.ts';

const PACKAGES = ['python3-flask', 'python3-authlib', 'python3-requests', 'python3-jwt'];

/** Whether the system's own Python has Flask, Authlib and PyJWT; installs them where that needs nobody's consent. A sentence says why not. */
export function flaskOrReason(): true | string {
  if (isThere()) return true;
  if (!canAptInstall()) return `needs Flask, Authlib and PyJWT (Debian: apt install ${PACKAGES.join(' ')})`;
  try {
    for (const name of PACKAGES) aptInstall(name, 'integration guides are followed with it');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return isThere() ? true : `apt installed ${PACKAGES.join(', ')}, but /usr/bin/python3 does not find them`;
}

function isThere(): boolean {
  return spawnSync('/usr/bin/python3', ['-c', 'import flask, authlib, requests, jwt'], { stdio: 'ignore' }).status === 0;
}
