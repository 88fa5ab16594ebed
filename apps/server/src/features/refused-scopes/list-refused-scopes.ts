import { STANDARD_SCOPES, type ClientRefusedScope } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { clientNotFound } from '../clients/client-not-found.ts';
import { findClient, type ClientRow } from '../clients/find-client.ts';
import { findResourceServers, type ResourceServerRow } from '../resource-servers/find-resource-servers.ts';
import { selectRefusedScopes, type RefusedScopeRow } from './refused-scope-store.ts';
import { refusedSince } from './refused-since.ts';

/** What a client did not get in the last 30 days and still would not. Problems: `client-not-found`. */
export async function listRefusedScopes(ctx: Context, clientId: string): Promise<{ items: ClientRefusedScope[] }> {
  const client = await findClient(ctx, clientId);
  if (client === null) throw clientNotFound(clientId);
  const rows = await selectRefusedScopes(ctx, { client_id: clientId, since: refusedSince(ctx.clock) });
  const servers = await findResourceServers(ctx, [...new Set(rows.map(({ resource }) => resource).filter(Boolean))]);
  return { items: rows.filter((row) => !isAllowed(client, row)).map((row) => present(row, servers)) };
}

function isAllowed(client: ClientRow, { resource, scope }: RefusedScopeRow): boolean {
  if (resource === '') return client.scopes.some((held) => held === scope);
  return Object.hasOwn(client.resource_scopes, resource) && (client.resource_scopes[resource]?.includes(scope) ?? false);
}

function present(
  { resource, scope, refused_count, last_refused_at }: RefusedScopeRow,
  servers: readonly ResourceServerRow[],
): ClientRefusedScope {
  const ofServer = servers.find((server) => server.resource === resource)?.scopes.some(({ name }) => name === scope) ?? false;
  const is_known = resource === '' ? STANDARD_SCOPES.some((name) => name === scope) : ofServer;
  return { resource: resource || null, scope, is_known, refused_count, last_refused_at: last_refused_at.toISOString() };
}
