import type { RequestListener } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono, type Context as HonoContext } from 'hono';
import { contract, openApiDocument } from '@consentry/contract';
import { SYSTEM_ACTOR, type ClientCertificates, type Context } from './context.ts';
import { auditEventRoutes } from './features/audit-events/audit-event-routes.ts';
import { clientRoutes } from './features/clients/client-routes.ts';
import { connectionTestRoutes } from './features/connection-tests/connection-test-routes.ts';
import { logoRoutes } from './features/clients/logo-routes.ts';
import { ConsoleSignIn } from './features/console-session/console-sign-in.ts';
import { declaredStateRoutes } from './features/declared-state/declared-state-routes.ts';
import { grantRoutes } from './features/grants/grant-routes.ts';
import { guideRoutes } from './features/guides/guide-routes.ts';
import { logoutDeliveryRoutes } from './features/logout-deliveries/logout-delivery-routes.ts';
import { RefusalQueue } from './features/request-log/refusal-queue.ts';
import { partnerLinkRoutes } from './features/partner-links/partner-link-routes.ts';
import { requestLogRoutes } from './features/request-log/request-log-routes.ts';
import { MetadataDocuments } from './features/metadata-documents/metadata-documents.ts';
import { initialAccessTokenRoutes } from './features/initial-access-tokens/initial-access-token-routes.ts';
import { registrationPolicyRoutes } from './features/registration-policy/registration-policy-routes.ts';
import { RegistrationLimits } from './features/registrations/registration-limits.ts';
import { registrationRoutes } from './features/registrations/registration-routes.ts';
import { pageTextRoutes } from './features/page-texts/page-text-routes.ts';
import { refusedScopeRoutes } from './features/refused-scopes/refused-scope-routes.ts';
import { resourceServerRoutes } from './features/resource-servers/resource-server-routes.ts';
import { ensureSettings } from './features/settings/ensure-settings.ts';
import { settingsRoutes } from './features/settings/settings-routes.ts';
import { ensureSigningKeys } from './features/signing-keys/rotate-signing-keys.ts';
import { signingKeyRoutes } from './features/signing-keys/signing-key-routes.ts';
import { SignInLimits } from './features/users/sign-in-limits.ts';
import { userRoutes } from './features/users/user-routes.ts';
import { consoleFiles } from './http/console-files.ts';
import { consoleCookieNames, consoleRoutes } from './http/console-routes.ts';
import { FloodLimits } from './http/flood-limits.ts';
import { healthRoutes } from './http/health-routes.ts';
import { createListener } from './http/listener.ts';
import { managementAuth } from './http/management-auth.ts';
import { discoveryReader, type ReadDiscovery } from './http/own-discovery.ts';
import { ownFetch } from './http/own-fetch.ts';
import { PageAssets } from './http/page-assets.ts';
import { PageSite, type PageEnv } from './http/page-site.ts';
import { protectedResourceRoutes } from './http/protected-resource-routes.ts';
import { requestInfo } from './http/request-context.ts';
import { createManagementApi } from './http/router.ts';
import { serverInfoRoutes } from './http/server-info-routes.ts';
import { BrowserSessions } from './oidc/browser-sessions.ts';
import { CONSOLE_CLIENT_ID, consoleClientSecret, managementResource } from './oidc/console-client.ts';
import { sessionCookieName } from './oidc/cookies.ts';
import { Interactions } from './oidc/interactions.ts';
import type { OidcPages } from './oidc/oidc-pages.ts';
import { ProviderHost } from './oidc/provider-host.ts';
import { accountRoutes } from './pages/account/account-routes.tsx';
import { consentPreviewRoutes } from './pages/consent/consent-preview-routes.tsx';
import { consentRoutes } from './pages/consent/consent-routes.tsx';
import { DeviceRoutes } from './pages/device/device-routes.tsx';
import { ErrorRoutes } from './pages/error/error-routes.tsx';
import { FormPostRoutes } from './pages/form-post/form-post-routes.tsx';
import { homeRoutes } from './pages/home/home-routes.tsx';
import { partnerRoutes } from './pages/partner/partner-routes.tsx';
import { setupRoutes } from './pages/setup/setup-routes.tsx';
import { signInRoutes } from './pages/sign-in/sign-in-routes.tsx';
import { SignOutRoutes } from './pages/sign-out/sign-out-routes.tsx';
import { signUpRoutes } from './pages/sign-up/sign-up-routes.tsx';
import { ChangeFeed } from './platform/change-feed.ts';
import type { Clock } from './platform/clock.ts';
import { Gather } from './platform/gather.ts';
import { Keyring } from './platform/keyring.ts';
import type { Logger } from './platform/logger.ts';
import { migrate } from './platform/migrate.ts';
import { isLoopbackUrl, OutboundFetch } from './platform/outbound-fetch.ts';
import type { Random } from './platform/random.ts';
import { RowCache } from './platform/row-cache.ts';
import { Signal } from './platform/signal.ts';
import { databaseRateLimit } from './platform/database-rate-limit.ts';
import type { Storage } from './platform/storage.ts';
import { VERSION } from './version.ts';

export interface AppOptions {
  storage: Storage;
  clock: Clock;
  random: Random;
  logger: Logger;
  /** The issuer: the public URL without a trailing slash. */
  issuer: string;
  trusted_proxies: readonly string[];
  /** In which headers a trusted proxy hands on certificates of clients (RFC 8705); absent: in none. */
  client_certificates?: ClientCertificates | null;
  /** Whether there is a mail server; without one, no mail is written. */
  sends_mail?: boolean;
  /** Hosts with ports on this machine that may have client ID metadata documents: for development. */
  metadata_document_hosts?: readonly string[];
  is_draining: () => boolean;
}

export interface App {
  listener: RequestListener;
  host: ProviderHost;
  /** Refused requests on their way into the log. */
  refusals: RefusalQueue;
  /** What other processes change in the configuration. */
  changes: ChangeFeed;
  /** Context of the server itself, for `--apply`, jobs and the setup link. */
  context: Context;
}

const here = (path: string): URL => new URL(path, import.meta.url);

/** Builds the whole server on an open storage: brings the schema up to date, makes what must exist, and wires the parts. */
export async function createApp(options: AppOptions): Promise<App> {
  const context: Context = {
    db: options.storage.db,
    gather: new Gather(options.storage.gathering, () => options.clock.now()),
    cache: new RowCache(),
    clock: options.clock,
    random: options.random,
    keyring: new Keyring(options.storage.encryption_key),
    logger: options.logger,
    issuer: options.issuer,
    clientCertificates: options.client_certificates ?? null,
    // Who tries this out on one machine has the clients there too.
    outbound: new OutboundFetch({ allow_private: isLoopbackUrl(options.issuer) }),
    logoutsDue: new Signal(),
    mailsDue: options.sends_mail === true ? new Signal() : null,
    actor: SYSTEM_ACTOR,
    request: { id: 'start', ip: null },
  };
  await migrate(context.db, here('./migrations/'));
  const changes = new ChangeFeed(context.db, context.cache);
  await changes.start(options.storage.notifications);
  await ensureSettings(context, { product_name: 'Consentry', sign_up_enabled: options.storage.kind === 'embedded' });
  await ensureSigningKeys(context);

  const assets = new PageAssets(here('./pages/assets/'));
  const site = new PageSite(context, assets);
  const errorPages = new ErrorRoutes(site, context, assets);
  const refusals = new RefusalQueue(context);
  const host = new ProviderHost(context, {
    pages: enginePages(site, errorPages),
    refusals,
    documents: metadataDocuments(context, options),
  });
  await host.refresh();

  const listener: RequestListener = createListener({
    public_url: new URL(options.issuer),
    certificate_url: certificateUrl(context.clientCertificates),
    trusted_proxies: options.trusted_proxies,
    proxy_headers: proxyHeaders(context.clientCertificates),
    random: options.random,
    logger: options.logger,
    limits: new FloodLimits(sessionCookieName(options.issuer)),
    protocol: (request, response) => host.handle(request, response),
    pages: (request, response) => pages(request, response),
  });
  const readDiscovery = discoveryReader(options.issuer, ownFetch(listener));
  const routes = pageRoutes({ context, changes, site, assets, host, listener, readDiscovery, errorPages, options });
  const pages = getRequestListener(routes.fetch);
  return { listener, host, refusals, changes, context };
}

/** Headers that mean something only when a trusted proxy has set them. */
function proxyHeaders(certificates: ClientCertificates | null): string[] {
  return certificates === null ? [] : [certificates.certificate, certificates.verification ?? []].flat();
}

function certificateUrl(certificates: ClientCertificates | null): URL | null {
  return certificates?.origin == null ? null : new URL(certificates.origin);
}

const PER_DOCUMENT_HOST = { name: 'metadata_document_host', points: 60, window_seconds: 600 };

/** Metadata documents are never fetched from private addresses, whatever else this machine may call. */
function metadataDocuments(context: Context, { metadata_document_hosts: hosts = [] }: AppOptions): MetadataDocuments {
  return new MetadataDocuments({
    outbound: new OutboundFetch({ allow_private: false, private_hosts: hosts }),
    limits: new RegistrationLimits(context),
    perHost: databaseRateLimit(context.db, PER_DOCUMENT_HOST),
    loopback_hosts: hosts,
  });
}

/** What the engine shows by itself, drawn by the hosted pages. */
function enginePages(site: PageSite, { renderError, renderUnmatched }: ErrorRoutes): OidcPages {
  const { renderSignOut, renderSignedOut } = new SignOutRoutes(site);
  const { renderFormPost } = new FormPostRoutes(site);
  const { renderDeviceCode, renderDeviceConfirm, renderDeviceDone } = new DeviceRoutes(site);
  const device = { renderDeviceCode, renderDeviceConfirm, renderDeviceDone };
  return { renderError, renderUnmatched, renderSignOut, renderSignedOut, renderFormPost, ...device };
}

interface Parts {
  context: Context;
  changes: ChangeFeed;
  site: PageSite;
  assets: PageAssets;
  host: ProviderHost;
  listener: RequestListener;
  readDiscovery: ReadDiscovery;
  errorPages: ErrorRoutes;
  options: AppOptions;
}

function pageRoutes(parts: Parts): Hono<PageEnv> {
  const { context, site, assets, host, readDiscovery, errorPages, options } = parts;
  const { issuer } = context;
  const sessions = new BrowserSessions(context, host);
  const interactions = new Interactions(context, host, sessions);
  const signInLimits = new SignInLimits(context.db);
  const perAddress = databaseRateLimit(context.db, { name: 'new_account', points: 20, window_seconds: 3600 });
  const signIn = new ConsoleSignIn({
    issuer,
    client_id: CONSOLE_CLIENT_ID,
    client_secret: consoleClientSecret(context.keyring),
    resource: managementResource(issuer),
    fetch: ownFetch(parts.listener),
  });
  const app = new Hono<PageEnv>();
  app.route('/', healthRoutes(context, options.is_draining));
  app.route('/api/v1', managementApi(parts));
  app.route('/', protectedResourceRoutes(issuer));
  app.route('/', assets.routes());
  app.route('/', logoRoutes(context));
  app.route('/', homeRoutes({ site, sessions, issuer }));
  app.route('/', setupRoutes({ site, sessions, limit: perAddress }));
  app.route('/', signInRoutes({ site, interactions, limits: signInLimits }));
  app.route('/', signUpRoutes({ site, interactions, limit: perAddress }));
  app.route('/', consentRoutes({ site, interactions }));
  app.route('/', partnerRoutes({ site, readDiscovery }));
  app.route('/', accountRoutes({ site, sessions, limits: signInLimits }));
  app.route('/', consoleRoutes({ site, signIn, sessions, issuer, fetchOwn: ownFetch(parts.listener) }));
  app.route('/', consoleFiles(here('../../console/dist/'), consoleCookieNames(issuer).session));
  app.onError(errorPages.onError);
  app.notFound(errorPages.notFound);
  return app;
}

function managementApi({ context, changes, site, host, listener, readDiscovery, options }: Parts): Hono {
  const anonymous = (c: HonoContext): Context => ({ ...context, request: requestInfo((c.env as HttpBindings).incoming) });
  return createManagementApi({
    document: () => openApiDocument(contract, VERSION),
    authenticate: managementAuth(anonymous),
    anonymous,
    changed: () => changes.catchUp(),
    routes: [
      ...clientRoutes,
      ...connectionTestRoutes(ownFetch(listener)),
      ...consentPreviewRoutes(site),
      ...userRoutes,
      ...resourceServerRoutes,
      ...grantRoutes,
      ...guideRoutes(readDiscovery),
      ...logoutDeliveryRoutes,
      ...partnerLinkRoutes,
      ...requestLogRoutes,
      ...initialAccessTokenRoutes,
      ...registrationPolicyRoutes,
      ...registrationRoutes,
      ...pageTextRoutes,
      ...refusedScopeRoutes,
      ...settingsRoutes,
      ...signingKeyRoutes(() => host.refresh()),
      ...auditEventRoutes,
      ...declaredStateRoutes,
      ...serverInfoRoutes({ readDiscovery, storage: options.storage.kind }),
    ],
  });
}
