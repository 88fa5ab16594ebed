import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apacheUser, type ApacheBinaries } from './apache-binaries.ts';
import { atExit } from './at-exit.ts';
import { deleteDirectory } from './delete-directory.ts';
import { waitUntil } from './wait-until.ts';

interface ApacheOptions {
  binaries: ApacheBinaries;
  port: number;
  issuer: string;
  client_id: string;
  client_secret: string;
}

/** An Apache whose pages only those see whom the product has signed in. */
export interface Apache {
  readonly origin: string;
  /** Its error log so far. */
  log(): string;
  stop(): Promise<void>;
}

const MODULES = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'dir', 'headers', 'auth_openidc'];

/** Where it is told of sign-outs, as its documentation has it (OIDC Back-Channel Logout §2.2). */
export function apacheLogoutUri(origin: string): string {
  return `${origin}/redirect_uri?logout=backchannel`;
}

/** Starts Apache on loopback with a configuration of its own, in a temporary directory. */
export async function startApache(options: ApacheOptions): Promise<Apache> {
  const user = apacheUser();
  const directory = mkdtempSync(join(tmpdir(), 'consentry-apache-'));
  mkdirSync(join(directory, 'public'));
  writeFileSync(join(directory, 'public', 'index.html'), '<!doctype html><title>App</title><h1>The page behind Apache</h1>');
  writeFileSync(join(directory, 'public', 'signed-out.html'), '<!doctype html><title>App</title><h1>Signed out of Apache</h1>');
  writeFileSync(join(directory, 'apache.conf'), configuration(options, directory));
  if (user !== null) chownSync(directory, user.uid, user.gid);

  const args = ['-d', directory, '-f', join(directory, 'apache.conf'), '-D', 'FOREGROUND'];
  const server = spawn(options.binaries.executable, args, { ...user, cwd: directory, stdio: 'ignore', env: { PATH: process.env['PATH'] } });
  const cleanUp = (): void => {
    server.kill('SIGTERM');
    deleteDirectory(directory);
  };
  const forget = atExit(cleanUp);
  const errorLog = join(directory, 'error.log');
  const log = (): string => (existsSync(errorLog) ? readFileSync(errorLog, 'utf8') : '');
  const origin = `http://127.0.0.1:${options.port}`;
  const ready = waitUntil('Apache answers', async () => (await fetch(`${origin}/signed-out.html`)).status === 200);
  await ready.catch((cause: unknown) => {
    const written = log();
    cleanUp();
    throw new Error(`Apache did not become ready; it wrote:\n${written}`, { cause });
  });
  return {
    origin,
    log,
    async stop() {
      await ended(server);
      cleanUp();
      forget();
    },
  };
}

/** What a site's operator would write, as in the module's own README; its sessions must be on the server to be ended from outside. */
function configuration({ binaries, port, issuer, client_id, client_secret }: ApacheOptions, directory: string): string {
  const origin = `http://127.0.0.1:${port}`;
  return `
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${directory}/apache.pid
DefaultRuntimeDir ${directory}
ErrorLog ${directory}/error.log
LogLevel warn auth_openidc:info
StartServers 1
${MODULES.map((name) => `LoadModule ${name}_module ${binaries.modules}/mod_${name}.so`).join('\n')}
DocumentRoot ${directory}/public
DirectoryIndex index.html

OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration
OIDCClientID ${client_id}
OIDCClientSecret "${client_secret}"
OIDCRedirectURI ${origin}/redirect_uri
OIDCDefaultURL ${origin}/
OIDCCryptoPassphrase ${randomBytes(24).toString('hex')}
OIDCScope "openid email offline_access"
OIDCAuthRequestParams prompt=consent
OIDCPKCEMethod S256
OIDCSessionType server-cache
OIDCCacheType shm
OIDCRemoteUserClaim email
OIDCInfoHook access_token id_token refresh_token userinfo session

<Location "/">
  AuthType openid-connect
  Require valid-user
  Header set X-Remote-User "expr=%{REMOTE_USER}"
</Location>
<Location "/signed-out.html">
  AuthType None
  Require all granted
</Location>
`;
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await exit;
}
