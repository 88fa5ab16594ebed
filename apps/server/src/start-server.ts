import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppliedChange } from '@consentry/contract';
import { createApp, type App } from './app.ts';
import type { ClientCertificates } from './context.ts';
import type { Config } from './config/config.ts';
import { maskSecret } from './config/environment-value.ts';
import { changesTable } from './cli/changes-table.ts';
import { createSetupLink } from './features/setup/create-setup-link.ts';
import { deliverLogoutsJob } from './jobs/deliver-logouts.ts';
import { forgetConnectionTests } from './jobs/forget-connection-tests.ts';
import { purgeExpired } from './jobs/purge-expired.ts';
import { purgeLogoutDeliveries } from './jobs/purge-logout-deliveries.ts';
import { purgeMails } from './jobs/purge-mails.ts';
import { purgeRefusedRequests } from './jobs/purge-refused-requests.ts';
import { recountUsersJob } from './jobs/recount-users.ts';
import { removeIdleClientsJob } from './jobs/remove-idle-clients.ts';
import { purgeRefusedScopes } from './jobs/purge-refused-scopes.ts';
import { rotateSigningKeysJob } from './jobs/rotate-signing-keys.ts';
import { sendMailsJob } from './jobs/send-mails.ts';
import { startJobs, type Job } from './jobs/job-runner.ts';
import { systemClock } from './platform/clock.ts';
import { createLogger } from './platform/logger.ts';
import { systemRandom } from './platform/random.ts';
import { openEmbeddedStorage, openPostgresStorage, type Storage } from './platform/storage.ts';

export interface StartOptions {
  config: Config;
  /** Path of a YAML file with declared state. */
  apply_file?: string | undefined;
  /** Other processes answer at the port already: this one joins them when it can answer too. */
  joins_others?: boolean;
  /** `null`: another process speaks. */
  print: ((text: string) => void) | null;
}

export interface RunningServer {
  url: string;
  /** Takes no new connection, finishes what is under way, closes the storage. */
  stop(): Promise<void>;
}

/** How long requests that are under way may take when the server stops. */
const DRAIN_MILLISECONDS = 10_000;

/** Starts everything that the configuration says, and prints what a newcomer needs. */
export async function startServer({ config, apply_file, joins_others = false, print }: StartOptions): Promise<RunningServer> {
  const storage = await openStorage(config);
  let draining = false;
  try {
    let listener: RequestListener = notReady;
    const server = createServer((request, response) => listener(request, response));
    const known = knownIssuer(config);
    const listensLater = joins_others && known !== null;
    if (!listensLater) await listen(server, config);
    const issuer = known ?? `http://localhost:${(server.address() as AddressInfo).port}`;
    const app = await createApp({
      storage,
      clock: systemClock,
      random: systemRandom,
      logger: createLogger(config.logging.LOG_LEVEL),
      issuer,
      trusted_proxies: config.http.TRUSTED_PROXIES,
      client_certificates: clientCertificates(config),
      sends_mail: config.mail.SMTP_URL !== undefined,
      metadata_document_hosts: config.registration.METADATA_DOCUMENT_LOOPBACK_HOSTS,
      is_draining: () => draining,
    });
    if (apply_file !== undefined) print?.(changesTable(await applyFile(app, apply_file)));
    listener = app.listener;
    if (listensLater) await listen(server, config);
    const stopJobs = startJobs(app.context, [
      purgeExpired,
      rotateSigningKeysJob(app.host),
      deliverLogoutsJob(app.context),
      purgeLogoutDeliveries,
      removeIdleClientsJob,
      ...(await mailJobs(app, config)),
      purgeMails,
      forgetConnectionTests,
      purgeRefusedRequests,
      recountUsersJob,
      purgeRefusedScopes,
    ]);
    if (print !== null) print(await welcome(app, { config, storage, issuer }));
    return {
      url: issuer,
      async stop() {
        draining = true;
        app.changes.stop();
        await Promise.all([close(server), stopJobs()]);
        await app.refusals.flush();
        await storage.close();
      },
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/** `null`: a free port is taken, and becomes part of it. */
function knownIssuer({ http }: Config): string | null {
  return http.PUBLIC_URL ?? (http.PORT === 0 ? null : `http://localhost:${http.PORT}`);
}

async function openStorage({ storage }: Config): Promise<Storage> {
  const { DATABASE_URL: url, ENCRYPTION_KEY: key } = storage;
  if (url !== undefined && key !== undefined) return openPostgresStorage({ url, shown_url: maskSecret(url), encryption_key: key });
  return openEmbeddedStorage({
    data_dir: storage.DATA_DIR,
    encryption_key: key,
    template: new URL('./embedded-template.tar.gz', import.meta.url),
  });
}

function clientCertificates({ http }: Config): ClientCertificates | null {
  const { CLIENT_CERTIFICATE_HEADER: certificate, CLIENT_CERTIFICATE_VERIFIED_HEADER: verification = null } = http;
  const { CLIENT_CERTIFICATE_URL: origin = null } = http;
  return certificate === undefined ? null : { certificate, verification, origin };
}

/** What reads YAML is loaded by those who declare something. */
async function applyFile({ context }: App, file: string): Promise<AppliedChange[]> {
  const { applyDeclaredFile } = await import('./features/declared-state/apply-declared-file.ts');
  return applyDeclaredFile(context, file);
}

async function mailJobs({ context }: App, { mail }: Config): Promise<Job[]> {
  const { SMTP_URL: url, MAIL_FROM: from } = mail;
  if (url !== undefined) {
    const { Mailer } = await import('./platform/mailer.ts');
    return [sendMailsJob(context, { mailer: new Mailer({ url }), from })];
  }
  context.logger.info('no mail is sent: SMTP_URL is not set');
  return [];
}

/** The port is taken before the database is ready, so that a free one (`PORT=0`) can become part of the issuer. */
const notReady: RequestListener = (_request, response) => {
  response.writeHead(503, { 'retry-after': '1', 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ status: 'starting' }));
};

function listen(server: Server, { http }: Config): Promise<void> {
  server.requestTimeout = 30_000;
  server.headersTimeout = 15_000;
  return new Promise((resolve, reject) => {
    server.once('error', (cause: Error & { code?: string }) => {
      const hint = cause.code === 'EADDRINUSE' ? 'another process uses it; set PORT to a free one' : cause.message;
      reject(new Error(`PORT = ${http.PORT}, HOST = ${http.HOST}: cannot listen there: ${hint}`, { cause }));
    });
    server.listen(http.PORT, http.HOST, resolve);
  });
}

function close(server: Server): Promise<void> {
  const done = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), DRAIN_MILLISECONDS);
  return done.finally(() => clearTimeout(force));
}

async function welcome(app: App, { config, storage, issuer }: { config: Config; storage: Storage; issuer: string }): Promise<string> {
  const setup = await createSetupLink(app.context);
  const place =
    storage.kind === 'embedded'
      ? `embedded database in ${config.storage.DATA_DIR} (for trial and small installations)`
      : `PostgreSQL at ${maskSecret(config.storage.DATABASE_URL ?? '')}`;
  const next =
    setup === null
      ? [`  Console     ${issuer}/console/`]
      : [
          '',
          '  There is no operator yet. Open this link once to create the first:',
          `  ${setup}`,
          '',
          '  Then create an application in the console and give its values to your client.',
        ];
  return [
    '',
    `  Consentry is ready at ${issuer}`,
    `  Storage     ${place}`,
    `  Discovery   ${issuer}/.well-known/openid-configuration`,
    ...next,
    '',
  ].join('\n');
}
