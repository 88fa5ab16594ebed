import { auditEvents } from './audit-events.ts';
import { clients } from './clients.ts';
import { connectionTests } from './connection-tests.ts';
import { declaredState } from './declared-state.ts';
import { grants } from './grants.ts';
import { guides } from './guides.ts';
import { initialAccessTokens } from './initial-access-tokens.ts';
import { logoutDeliveries } from './logout-deliveries.ts';
import { partnerLinks } from './partner-links.ts';
import { refusedRequests } from './refused-requests.ts';
import { registrationPolicy } from './registration-policy.ts';
import { registrationRefusals } from './registration-refusals.ts';
import { pageTexts } from './page-texts.ts';
import { refusedScopes } from './refused-scopes.ts';
import { resourceServers } from './resource-servers.ts';
import { server } from './server-info.ts';
import { settings } from './settings.ts';
import { signingKeys } from './signing-keys.ts';
import { users } from './users.ts';

/** The management API, noun by noun. */
export const contract = {
  auditEvents,
  clients,
  connectionTests,
  declaredState,
  grants,
  guides,
  initialAccessTokens,
  logoutDeliveries,
  partnerLinks,
  refusedRequests,
  registrationPolicy,
  registrationRefusals,
  pageTexts,
  refusedScopes,
  resourceServers,
  server,
  settings,
  signingKeys,
  users,
};

export * from './api-client.ts';
export * from './audit-events.ts';
export * from './authorization-details.ts';
export * from './backchannel-logout-uri.ts';
export * from './client-branding.ts';
export * from './client-key-uri.ts';
export * from './client-protocol.ts';
export * from './client-secrets.ts';
export * from './client-security.ts';
export * from './client-catalogue.ts';
export * from './clients.ts';
export * from './connection-files.ts';
export * from './connection-tests.ts';
export * from './cors-origin.ts';
export * from './declared-state.ts';
export * from './endpoints.ts';
export * from './grant-types.ts';
export * from './grants.ts';
export * from './guides.ts';
export * from './initial-access-tokens.ts';
export * from './localized.ts';
export * from './logout-deliveries.ts';
export * from './management-scopes.ts';
export * from './openapi.ts';
export * from './page-languages.ts';
export * from './page-texts.ts';
export * from './pagination.ts';
export * from './partner-links.ts';
export * from './problems.ts';
export * from './protected-resource-metadata.ts';
export * from './protocol-algorithms.ts';
export * from './redirect-uri.ts';
export * from './refused-requests.ts';
export * from './registration-policy.ts';
export * from './registration-refusals.ts';
export * from './refused-scopes.ts';
export * from './resource-servers.ts';
export * from './route.ts';
export * from './security-profiles.ts';
export * from './server-info.ts';
export * from './settings.ts';
export * from './signing-keys.ts';
export * from './users.ts';
export * from './values.ts';
export * from './web-link-problem.ts';
