import {
  AppType,
  ClientOrigin,
  ClientSort,
  ClientState,
  Mistake,
  PAGE_LANGUAGES,
  Party,
  ProtocolEndpoint,
  SortOrder,
} from '@consentry/contract';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { ConsolePending } from './components/console-pending.tsx';
import { ConsoleRoot } from './components/console-root.tsx';
import { PageMissing } from './components/page-missing.tsx';
import { RouteFailure } from './components/route-failure.tsx';
import { RoutePending } from './components/route-pending.tsx';
import { auditEventsQuery } from './data/audit-events.ts';
import { clientQuery } from './data/clients.ts';
import { clientConfigurationQuery, clientGuideQuery, guidesQuery } from './data/guides.ts';
import { pageTextsQuery } from './data/page-texts.ts';
import { queryClient } from './data/query-client.ts';
import { refusedScopesQuery } from './data/refused-scopes.ts';
import { registrationPolicyQuery } from './data/registration.ts';
import { everyResourceServerQuery, resourceServerQuery } from './data/resource-servers.ts';
import { callerQuery, serverQuery } from './data/server.ts';
import { settingsQuery } from './data/settings.ts';
import { signingKeysQuery } from './data/signing-keys.ts';
import { forgetSecret } from './data/shown-secrets.ts';
import { userQuery } from './data/users.ts';
import { withTexts } from './messages/with-texts.ts';

/** A mistyped query string is as good as none. */
const word = z.string().max(200).optional().catch(undefined);

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: ConsoleRoot,
  pendingComponent: ConsolePending,
  notFoundComponent: PageMissing,
  beforeLoad: ({ context }) => context.queryClient.ensureQueryData(callerQuery()),
});

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/applications', replace: true });
  },
});

const clients = createRoute({
  getParentRoute: () => root,
  path: 'applications',
  validateSearch: z.object({
    tab: z.enum(['third-party', 'my-apps']).optional().catch(undefined),
    q: word,
    app_type: AppType.optional().catch(undefined),
    state: ClientState.optional().catch(undefined),
    publisher: z.enum(['verified', 'unverified']).optional().catch(undefined),
    origin: ClientOrigin.optional().catch(undefined),
    sort: ClientSort.optional().catch(undefined),
    order: SortOrder.optional().catch(undefined),
    cursor: z.string().max(2048).optional().catch(undefined),
    page: z.int().min(2).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./routes/clients-page.tsx'), 'ClientsPage'),
});

// No client id has a “+” (`ClientId`): whatever an application is called, the address with its id is its own.
const clientTypes = createRoute({
  getParentRoute: () => root,
  path: 'applications/+types',
  component: lazyRouteComponent(() => withTexts(import('./routes/client-types-page.tsx')), 'ClientTypesPage'),
});

const newClient = createRoute({
  getParentRoute: () => root,
  path: 'applications/+new',
  validateSearch: z.object({ party: Party.optional().catch(undefined), app_type: AppType.optional().catch(undefined) }),
  component: lazyRouteComponent(() => withTexts(import('./routes/new-client-page.tsx')), 'NewClientPage'),
});

const services = createRoute({
  getParentRoute: () => root,
  path: 'applications/+services',
  validateSearch: z.object({ party: Party.optional().catch(undefined), q: word }),
  loader: ({ context }) => context.queryClient.ensureQueryData(guidesQuery()),
  component: lazyRouteComponent(() => withTexts(import('./routes/services-page.tsx')), 'ServicesPage'),
});

const newService = createRoute({
  getParentRoute: () => root,
  path: 'applications/+services/$slug',
  validateSearch: z.object({ party: Party.optional().catch(undefined) }),
  loader: ({ context }) => context.queryClient.ensureQueryData(guidesQuery()),
  component: lazyRouteComponent(() => withTexts(import('./routes/new-service-page.tsx')), 'NewServicePage'),
});

const client = createRoute({
  getParentRoute: () => root,
  path: 'applications/$client_id',
  loader: ({ context, params }) => context.queryClient.ensureQueryData(clientQuery(params.client_id)),
  onLeave: forgetSecret,
  component: lazyRouteComponent(() => withTexts(import('./routes/client-page.tsx')), 'ClientPage'),
});

const clientCredentials = createRoute({
  getParentRoute: () => client,
  path: '/',
  loader: ({ context }) => context.queryClient.ensureQueryData(serverQuery()),
  component: lazyRouteComponent(() => withTexts(import('./routes/client-credentials-tab.tsx')), 'ClientCredentialsTab'),
});

const clientGuides = createRoute({
  getParentRoute: () => client,
  path: 'guide',
  validateSearch: z.object({ q: word }),
  loader: ({ context: { queryClient }, params: { client_id } }) =>
    Promise.all([
      queryClient.ensureQueryData(serverQuery()),
      queryClient.ensureQueryData(guidesQuery()),
      queryClient.ensureQueryData(clientConfigurationQuery(client_id)),
    ]),
  component: lazyRouteComponent(() => withTexts(import('./routes/client-guide-tab.tsx')), 'ClientGuideTab'),
});

const guide = createRoute({
  getParentRoute: () => client,
  path: 'guide/$slug',
  loader: ({ context: { queryClient }, params: { client_id, slug } }) =>
    Promise.all([queryClient.ensureQueryData(serverQuery()), queryClient.ensureQueryData(clientGuideQuery(client_id, slug))]),
  component: lazyRouteComponent(() => withTexts(import('./routes/guide-page.tsx')), 'GuidePage'),
});

const clientSettings = createRoute({
  getParentRoute: () => client,
  path: 'settings',
  component: lazyRouteComponent(() => withTexts(import('./routes/client-settings-tab.tsx')), 'ClientSettingsTab'),
});

const clientBranding = createRoute({
  getParentRoute: () => client,
  path: 'branding',
  component: lazyRouteComponent(() => withTexts(import('./routes/client-branding-tab.tsx')), 'ClientBrandingTab'),
});

const clientPermissions = createRoute({
  getParentRoute: () => client,
  path: 'permissions',
  loader: ({ context, params }) =>
    Promise.all([
      context.queryClient.ensureQueryData(everyResourceServerQuery()),
      context.queryClient.ensureQueryData(refusedScopesQuery(params.client_id)),
    ]),
  component: lazyRouteComponent(() => withTexts(import('./routes/client-permissions-tab.tsx')), 'ClientPermissionsTab'),
});

const clientGrants = createRoute({
  getParentRoute: () => client,
  path: 'grants',
  validateSearch: z.object({ user: word }),
  component: lazyRouteComponent(() => withTexts(import('./routes/client-grants-tab.tsx')), 'ClientGrantsTab'),
});

const clientTest = createRoute({
  getParentRoute: () => client,
  path: 'test',
  validateSearch: z.object({ test: word }),
  component: lazyRouteComponent(() => withTexts(import('./routes/client-test-tab.tsx')), 'ClientTestTab'),
});

const clientHistory = createRoute({
  getParentRoute: () => client,
  path: 'history',
  component: lazyRouteComponent(() => withTexts(import('./routes/client-history-tab.tsx')), 'ClientHistoryTab'),
});

const refusedRequestSearch = z.object({
  reference: word,
  mistake: Mistake.optional().catch(undefined),
  endpoint: ProtocolEndpoint.optional().catch(undefined),
});

const clientRefusedRequests = createRoute({
  getParentRoute: () => client,
  path: 'refused-requests',
  validateSearch: refusedRequestSearch,
  component: lazyRouteComponent(() => withTexts(import('./routes/client-refused-requests-tab.tsx')), 'ClientRefusedRequestsTab'),
});

const clientDanger = createRoute({
  getParentRoute: () => client,
  path: 'danger',
  component: lazyRouteComponent(() => withTexts(import('./routes/client-danger-tab.tsx')), 'ClientDangerTab'),
});

const resourceServers = createRoute({
  getParentRoute: () => root,
  path: 'resource-servers',
  component: lazyRouteComponent(() => withTexts(import('./routes/resource-servers-page.tsx')), 'ResourceServersPage'),
});

const newResourceServer = createRoute({
  getParentRoute: () => root,
  path: 'resource-servers/new',
  component: lazyRouteComponent(() => withTexts(import('./routes/new-resource-server-page.tsx')), 'NewResourceServerPage'),
});

const resourceServer = createRoute({
  getParentRoute: () => root,
  path: 'resource-servers/$resource',
  loader: ({ context, params }) => context.queryClient.ensureQueryData(resourceServerQuery(params.resource)),
  component: lazyRouteComponent(() => withTexts(import('./routes/resource-server-page.tsx')), 'ResourceServerPage'),
});

const users = createRoute({
  getParentRoute: () => root,
  path: 'users',
  validateSearch: z.object({ q: word }),
  component: lazyRouteComponent(() => withTexts(import('./routes/users-page.tsx')), 'UsersPage'),
});

const newUser = createRoute({
  getParentRoute: () => root,
  path: 'users/new',
  component: lazyRouteComponent(() => withTexts(import('./routes/new-user-page.tsx')), 'NewUserPage'),
});

const user = createRoute({
  getParentRoute: () => root,
  path: 'users/$user_id',
  loader: ({ context, params }) => context.queryClient.ensureQueryData(userQuery(params.user_id)),
  component: lazyRouteComponent(() => withTexts(import('./routes/user-page.tsx')), 'UserPage'),
});

const userProfile = createRoute({
  getParentRoute: () => user,
  path: '/',
  component: lazyRouteComponent(() => withTexts(import('./routes/user-profile-tab.tsx')), 'UserProfileTab'),
});

const userGrants = createRoute({
  getParentRoute: () => user,
  path: 'connected-apps',
  component: lazyRouteComponent(() => withTexts(import('./routes/user-grants-tab.tsx')), 'UserGrantsTab'),
});

const userAccess = createRoute({
  getParentRoute: () => user,
  path: 'access',
  component: lazyRouteComponent(() => withTexts(import('./routes/user-access-tab.tsx')), 'UserAccessTab'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: 'settings',
  loader: ({ context }) =>
    Promise.all([context.queryClient.ensureQueryData(settingsQuery()), context.queryClient.ensureQueryData(serverQuery())]),
  component: lazyRouteComponent(() => withTexts(import('./routes/settings-page.tsx')), 'SettingsPage'),
});

const registration = createRoute({
  getParentRoute: () => root,
  path: 'registration',
  loader: ({ context }) =>
    Promise.all([
      context.queryClient.ensureQueryData(registrationPolicyQuery()),
      context.queryClient.ensureQueryData(everyResourceServerQuery()),
    ]),
  component: lazyRouteComponent(() => withTexts(import('./routes/registration-page.tsx')), 'RegistrationPage'),
});

const pageTexts = createRoute({
  getParentRoute: () => root,
  path: 'settings/texts',
  validateSearch: z.object({ language: z.enum(PAGE_LANGUAGES).optional().catch(undefined) }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.ensureQueryData(pageTextsQuery(deps.language ?? 'en')),
  component: lazyRouteComponent(() => withTexts(import('./routes/page-texts-page.tsx')), 'PageTextsPage'),
});

const signingKeys = createRoute({
  getParentRoute: () => root,
  path: 'settings/signing-keys',
  loader: ({ context }) =>
    Promise.all([context.queryClient.ensureQueryData(signingKeysQuery()), context.queryClient.ensureQueryData(serverQuery())]),
  component: lazyRouteComponent(() => withTexts(import('./routes/signing-keys-page.tsx')), 'SigningKeysPage'),
});

const discovery = createRoute({
  getParentRoute: () => root,
  path: 'settings/discovery',
  loader: ({ context }) => context.queryClient.ensureQueryData(serverQuery()),
  component: lazyRouteComponent(() => withTexts(import('./routes/discovery-page.tsx')), 'DiscoveryPage'),
});

const activity = createRoute({
  getParentRoute: () => root,
  path: 'activity',
  validateSearch: z.object({ client_id: word, user_id: word }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.ensureInfiniteQueryData(auditEventsQuery(deps)),
  component: lazyRouteComponent(() => withTexts(import('./routes/activity-page.tsx')), 'ActivityPage'),
});

const refusedRequests = createRoute({
  getParentRoute: () => root,
  path: 'activity/refused-requests',
  validateSearch: refusedRequestSearch,
  component: lazyRouteComponent(() => withTexts(import('./routes/refused-requests-page.tsx')), 'RefusedRequestsPage'),
});

const routeTree = root.addChildren([
  index,
  clients,
  clientTypes,
  newClient,
  services,
  newService,
  client.addChildren([
    clientCredentials,
    clientGuides,
    guide,
    clientSettings,
    clientBranding,
    clientPermissions,
    clientGrants,
    clientTest,
    clientRefusedRequests,
    clientHistory,
    clientDanger,
  ]),
  resourceServers,
  newResourceServer,
  resourceServer,
  users,
  newUser,
  user.addChildren([userProfile, userGrants, userAccess]),
  registration,
  settings,
  pageTexts,
  signingKeys,
  discovery,
  activity,
  refusedRequests,
]);

export const router = createRouter({
  routeTree,
  basepath: '/console',
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 150,
  defaultPendingComponent: RoutePending,
  defaultErrorComponent: RouteFailure,
  defaultNotFoundComponent: PageMissing,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
