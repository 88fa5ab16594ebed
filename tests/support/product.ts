import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { contract, RouteInput } from '@consentry/contract';
import { atExit } from './at-exit.ts';
import { deleteDirectory } from './delete-directory.ts';
import { freePort } from './free-port.ts';
import { spawnServer, type ServerProcess } from './server-process.ts';
import { waitUntil } from './wait-until.ts';

/** What a YAML file of declared state may hold; JSON is YAML. */
export type Fixture = RouteInput<typeof contract.declaredState.apply>['body'];

export interface ProductOptions {
  fixture?: Fixture;
  /** Absent: embedded storage in `data_dir`. */
  database_url?: string;
  /** Absent: a temporary directory that goes when the product stops. */
  data_dir?: string;
  encryption_key?: string;
  /** Absent: the address it listens on. Two instances on one database share it. */
  public_url?: string;
  port?: number;
  env?: Record<string, string>;
}

export interface Product {
  /** The public URL, and so the issuer (OIDC Discovery §3). */
  readonly issuer: string;
  /** Where this very instance listens. */
  readonly origin: string;
  readonly process: ServerProcess;
  /** The link that makes the first operator, as printed at start. */
  setupLink(): string;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL: no chance to put anything in order. */
  kill(): Promise<void>;
}

/** A key as `ENCRYPTION_KEY` takes it: 32 bytes, base64url. */
export function encryptionKey(): string {
  return randomBytes(32).toString('base64url');
}

/** Starts the built product and waits until it says that it is ready. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const port = options.port ?? (await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const issuer = options.public_url ?? origin;
  const scratch = mkdtempSync(join(tmpdir(), 'consentry-test-'));
  const deleteScratch = (): void => deleteDirectory(scratch);
  const forget = atExit(deleteScratch);
  const server = spawnServer(
    { ...environment(options, scratch), PORT: String(port), PUBLIC_URL: issuer },
    applyArguments(options, scratch),
  );
  const gone = (async () => {
    await server.exited;
    forget();
    deleteScratch();
  })();
  await waitUntilReady(server, origin);
  return {
    issuer,
    origin,
    process: server,
    setupLink: () => setupLinkIn(server.output()),
    async stop() {
      server.kill('SIGTERM');
      const code = await server.exited;
      await gone;
      return code;
    },
    async kill() {
      server.kill('SIGKILL');
      await gone;
    },
  };
}

function environment(options: ProductOptions, scratch: string): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    DATA_DIR: options.data_dir ?? join(scratch, 'data'),
    LOG_LEVEL: 'info',
    ...(options.database_url === undefined
      ? {}
      : { DATABASE_URL: options.database_url, ENCRYPTION_KEY: options.encryption_key ?? encryptionKey() }),
    ...(options.encryption_key === undefined ? {} : { ENCRYPTION_KEY: options.encryption_key }),
    // Each test browser has an address of its own, told in X-Forwarded-For, so that limits per address do not join tests.
    TRUSTED_PROXIES: '127.0.0.1/32,::1/128',
    ...options.env,
  };
}

function applyArguments(options: ProductOptions, scratch: string): string[] {
  if (options.fixture === undefined) return [];
  const file = join(scratch, 'fixture.yaml');
  writeFileSync(file, JSON.stringify(options.fixture, null, 2), { mode: 0o600 });
  return ['--apply', file];
}

async function waitUntilReady(server: ServerProcess, origin: string): Promise<void> {
  const ready = waitUntil(
    'the product answers /readyz',
    async () => server.hasEnded() || (await fetch(`${origin}/readyz`)).status === 200,
    { timeout_ms: 240_000 },
  );
  await ready.catch((cause: unknown) => {
    server.kill('SIGKILL');
    throw new Error(`the product did not become ready; it wrote:\n${server.output()}`, { cause });
  });
  if (server.hasEnded()) {
    await server.exited;
    throw new Error(`the product ended at start; it wrote:\n${server.output()}`);
  }
}

function setupLinkIn(output: string): string {
  const link = /https?:\/\/\S*setup\S*/.exec(output)?.[0];
  if (link === undefined) throw new Error(`no setup link was printed:\n${output}`);
  return link;
}
