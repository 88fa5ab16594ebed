import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contract, createApiClient } from '@consentry/contract';
import { hash } from '@node-rs/argon2';
import { freePort } from '../../tests/support/free-port.ts';
import { clientCredentialsToken } from '../../tests/support/oauth-exchange.ts';
import { makeTempDirectory } from '../../tests/support/temp-directory.ts';
import { startProcess, untilReady } from '../start-process.ts';
import { benchFixture, MANAGEMENT_CLIENT } from './bench-fixture.ts';
import { ARGON2_PARAMETERS, CLIENT_SECRET, PASSWORD } from './parties.ts';
import { NAMES, type System } from './system.ts';

const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));
const UNBUNDLED = fileURLToPath(new URL('./unbundled-server.ts', import.meta.url));
const USERS_AT_ONCE = 500;

export interface ConsentryOptions {
  /** Absent: the embedded database. */
  database_url?: string;
  /** Of the embedded database; absent: a directory that goes when the server stops. */
  data_dir?: string;
  /** Whether APIs and clients of the benchmark are declared at the start; they are unless it says `false`. */
  declare?: boolean;
  name?: string;
  /** Options of Node.js itself. */
  node?: string[];
  /** Whether the server runs as operators run it; it does unless this says `false`: then each file is by itself. */
  bundled?: boolean;
}

export interface ConsentrySystem extends System {
  /** Milliseconds from the start of the process to the first 200 of `/readyz`. */
  readonly ready_after_ms: number;
}

/** All starts of one run can read each other's databases. */
const ENCRYPTION_KEY = randomBytes(32).toString('base64url');

/** Our own server as it is built. */
export async function startConsentry(options: ConsentryOptions): Promise<ConsentrySystem> {
  const { database_url, node = [] } = options;
  const directory = makeTempDirectory('bench');
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const fixture = join(directory.path, 'fixture.yaml');
  writeFileSync(fixture, JSON.stringify(benchFixture()));
  const env = {
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: origin,
    DATA_DIR: options.data_dir ?? join(directory.path, 'data'),
    ENCRYPTION_KEY,
    // Each simulated browser says an address of its own, so that limits per address do not join them.
    TRUSTED_PROXIES: '127.0.0.1/32',
    ...(database_url === undefined ? {} : { DATABASE_URL: database_url }),
  };
  const process = startProcess(options.bundled === false ? UNBUNDLED : MAIN, {
    env,
    args: options.declare === false ? [] : ['--apply', fixture],
    node,
  });
  const ready_after_ms = await untilReady(process, `${origin}/readyz`);
  return {
    name: options.name ?? (database_url === undefined ? NAMES.pglite : NAMES.postgresql),
    origin,
    process,
    ready_after_ms,
    addUsers: userAdder(origin),
    async stop() {
      await process.stop();
      directory.remove();
    },
  };
}

/** Users are declared over the management API. They share one hash, so that making many is quick. */
function userAdder(origin: string): System['addUsers'] {
  let hashed: Promise<string> | undefined;
  return async (usernames) => {
    hashed ??= hash(PASSWORD, ARGON2_PARAMETERS);
    const password_hash = await hashed;
    const auth = { method: 'basic', client_id: MANAGEMENT_CLIENT, client_secret: CLIENT_SECRET } as const;
    const token = await clientCredentialsToken(origin, auth, { resource: `${origin}/api/v1`, scope: 'users:write clients:write' });
    const api = createApiClient({ base_url: `${origin}/api/v1`, headers: () => ({ authorization: `Bearer ${token}` }) });
    for (let at = 0; at < usernames.length; at += USERS_AT_ONCE) {
      const users = usernames.slice(at, at + USERS_AT_ONCE).map((username) => ({
        username,
        password_hash,
        name: `Person ${username}`,
        email: `${username}@example.com`,
        email_verified: true,
      }));
      await api(contract.declaredState.apply, { body: { users } });
    }
  };
}
