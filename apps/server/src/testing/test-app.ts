import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApiClient, MANAGEMENT_SCOPES, type ApiClient, type ManagementScope } from '@consentry/contract';
import { createApp, type App } from '../app.ts';
import type { Context } from '../context.ts';
import { createClient } from '../features/clients/create-client.ts';
import { gatheringOn, openEmbedded } from '../platform/database.ts';
import { createLogger } from '../platform/logger.ts';
import { systemRandom } from '../platform/random.ts';
import type { Storage } from '../platform/storage.ts';
import { FakeClock } from './fake-clock.ts';
import type { StatementLog } from '../platform/statement-log.ts';

/** The real server in this process, on a database and a clock of its own. */
export interface TestApp {
  readonly url: string;
  readonly clock: FakeClock;
  readonly app: App;
  readonly context: Context;
  /** A caller of the management API with these scopes; all of them unless said otherwise. */
  api(scopes?: readonly ManagementScope[]): Promise<ApiClient>;
  /** An access token for the management API with these scopes. */
  managementToken(scopes?: readonly ManagementScope[]): Promise<string>;
  stop(): Promise<void>;
}

interface TestAppOptions {
  sends_mail?: boolean;
  metadata_document_hosts?: readonly string[];
  /** Counts what is asked of the database. */
  statements?: StatementLog;
}

/** Starts the server; a test file calls it once and stops it in `afterAll`. */
export async function startTestApp({ statements, ...options }: TestAppOptions = {}): Promise<TestApp> {
  const storage = await openTestStorage(statements);
  // Tokens are verified by libraries that read the machine's clock, so that the tests' time begins there too.
  const clock = new FakeClock();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const app = await createApp({
    storage,
    clock,
    random: systemRandom,
    logger: createLogger('silent'),
    issuer: url,
    trusted_proxies: [],
    is_draining: () => false,
    ...options,
  });
  server.on('request', app.listener);
  const managementToken = (scopes: readonly ManagementScope[] = MANAGEMENT_SCOPES): Promise<string> =>
    issueManagementToken(app.context, url, scopes);
  return {
    url,
    clock,
    app,
    context: app.context,
    managementToken,
    async api(scopes) {
      const token = await managementToken(scopes);
      return createApiClient({ base_url: `${url}/api/v1`, headers: () => ({ authorization: `Bearer ${token}` }) });
    },
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await app.refusals.flush();
      app.changes.stop();
      await storage.close();
    },
  };
}

async function openTestStorage(statements?: StatementLog): Promise<Storage> {
  const template = new URL('../../dist/embedded-template.tar.gz', import.meta.url);
  const opened = await openEmbedded(existsSync(template) ? { template: new Blob([readFileSync(template)]) } : {});
  const { notifications } = opened;
  const db = statements === undefined ? opened.db : opened.db.withPlugin(statements);
  const gathering = statements?.watching(gatheringOn(opened.db)) ?? gatheringOn(opened.db);
  return { kind: 'embedded', db, gathering, notifications, encryption_key: randomBytes(32), close: () => db.destroy() };
}

/** Through the front door: a machine-to-machine client of its own, and the client credentials grant (RFC 6749 §4.4). */
async function issueManagementToken(ctx: Context, url: string, scopes: readonly ManagementScope[]): Promise<string> {
  const { client, client_secret } = await createClient(ctx, {
    name: 'Management test',
    app_type: 'machine_to_machine',
    party: 'first_party',
    management_scopes: [...scopes],
  });
  const response = await fetch(`${url}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client.client_id}:${client_secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: `${url}/api/v1`, scope: scopes.join(' ') }),
  });
  const answer = (await response.json()) as { access_token?: string };
  if (answer.access_token === undefined) throw new Error(`no management token: ${JSON.stringify(answer)}`);
  return answer.access_token;
}
