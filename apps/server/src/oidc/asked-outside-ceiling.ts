import { STANDARD_SCOPES } from '@consentry/contract';
import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import type { AskedScope } from '../features/refused-scopes/record-refused-scopes.ts';
import { clientPolicy } from './client-metadata.ts';
import { knownScopesOf } from './resource-servers.ts';

/** What an authorization request asks for that its client may not have, or that nobody knows; as it was sent, before anything is left out. */
export function askedOutsideCeiling(ctx: KoaContextWithOIDC, client: Client): AskedScope[] {
  const { params, body } = ctx.oidc;
  const sent = [params?.scope, ctx.method === 'POST' ? body?.scope : ctx.query.scope];
  const names = new Set(sent.flatMap((scope) => (typeof scope === 'string' ? scope.split(' ').filter(Boolean) : [])));
  return [...names].flatMap((scope) => {
    const home = missingHome(ctx, client, scope);
    return home === null ? [] : [{ client_id: client.clientId, resource: home, scope }];
  });
}

/** The resource that it would have to be allowed at; empty: the provider, or nobody knows it. `null`: the client may have it. */
function missingHome(ctx: KoaContextWithOIDC, client: Client, scope: string): string | null {
  const { ceiling } = clientPolicy(client);
  if ((STANDARD_SCOPES as readonly string[]).includes(scope)) return ceiling.scopes.includes(scope) ? null : '';
  const homes = [...knownScopesOf(ctx)].filter(([, scopes]) => scopes.includes(scope)).map(([resource]) => resource);
  const isAllowed = homes.some((resource) => ctx.oidc.resourceServers?.[resource]?.scopes.has(scope) ?? false);
  return isAllowed ? null : (homes[0] ?? '');
}
