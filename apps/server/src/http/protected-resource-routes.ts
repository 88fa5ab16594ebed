import { MANAGEMENT_SCOPES } from '@consentry/contract';
import { Hono } from 'hono';
import { protectedResourceMetadata } from '../features/resource-servers/protected-resource-metadata.ts';
import { managementResource } from '../oidc/console-client.ts';

/** Where the management API says who gives out tokens for it: the path of its URI comes after the well-known part (RFC 9728 §3.1). */
export const MANAGEMENT_METADATA_PATH = '/.well-known/oauth-protected-resource/api/v1';

export function protectedResourceRoutes(issuer: string): Hono {
  const document = protectedResourceMetadata({
    issuer,
    resource: managementResource(issuer),
    name: 'Consentry management API',
    scopes: MANAGEMENT_SCOPES,
  });
  const routes = new Hono();
  routes.get(MANAGEMENT_METADATA_PATH, (c) => c.json(document));
  return routes;
}
