import type { AdapterPayload, Client } from 'oidc-provider';
import type { GrantRow } from '../features/grants/grant-store.ts';
import { claimsOfScopes } from './claims.ts';
import { LIFETIMES } from './lifetimes.ts';
import { clientPolicy, isInCeiling, isOptionalFor } from './client-metadata.ts';

interface ScopeIdentity {
  resource: string | null;
  scope: string;
}

/**
 * The engine's view of a grant: granted and inside the ceiling; and, as rejected, what the user left out and may leave out.
 * A scope's identity is the pair of resource and name.
 * Scopes stand in the order of `order`: a client may compare the answer with what it sent.
 */
export function effectiveGrant(row: GrantRow, client: Client, order: readonly string[]): AdapterPayload {
  const granted = row.scopes.filter((scope) => isInCeiling(client, scope));
  const types = clientPolicy(client).ceiling.authorization_details_types;
  const details = row.authorization_details
    .filter(({ detail }) => types.includes(detail.type))
    .map(({ resource, detail }) => ({ type: detail.type, resource, detail }));
  const issuedAt = Math.floor(row.created_at.getTime() / 1000);
  // What has become required since is not rejected but missing, so that it is asked.
  const rejected = row.refused_scopes.filter((scope) => isInCeiling(client, scope) && isOptionalFor(client, scope));
  return {
    kind: 'Grant',
    jti: row.grant_id,
    iat: issuedAt,
    exp: issuedAt + LIFETIMES.grant_view,
    accountId: row.user_id,
    clientId: row.client_id,
    ...grantedParts(granted, order),
    ...(details.length === 0 ? {} : { rar: details }),
    ...(rejected.length === 0 ? {} : { rejected: grantedParts(rejected, order) }),
  };
}

function grantedParts(entries: readonly ScopeIdentity[], order: readonly string[]) {
  const scopes = entries.filter(({ resource }) => resource === null).map(({ scope }) => scope);
  scopes.sort((a, b) => rank(order, a) - rank(order, b));
  const resources = new Map<string, string[]>();
  for (const { resource, scope } of entries) {
    if (resource !== null) resources.set(resource, [...(resources.get(resource) ?? []), scope]);
  }
  return {
    ...(scopes.length === 0 ? {} : { openid: { scope: scopes.join(' '), claims: [...claimsOfScopes(scopes)] } }),
    resources: Object.fromEntries([...resources].map(([resource, names]) => [resource, names.join(' ')])),
  };
}

function rank(order: readonly string[], scope: string): number {
  const index = order.indexOf(scope);
  return index === -1 ? order.length : index;
}
