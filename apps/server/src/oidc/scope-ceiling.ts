import { STANDARD_SCOPES } from '@consentry/contract';
import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import { claimsOfScopes, PROTOCOL_CLAIMS } from './claims.ts';
import { clientPolicy } from './client-metadata.ts';
import { sentParameters } from './request-objects.ts';
import { knownScopesOf, scopeRefused } from './resource-servers.ts';

/**
 * An extra request parameter of ours: the engine calls the validator of each extra parameter once per authorization request,
 * after it has read scope, resource and claims. It also carries the wish for `offline_access`, which the engine drops
 * unless `prompt=consent` came too; our consent is remembered, so that the other conditions of OIDC Core §11 hold.
 */
export const OFFLINE_ACCESS_WISH = 'offline_access_requested';

/** Applies the client's ceiling to an authorization request. */
export function applyScopeCeiling(ctx: KoaContextWithOIDC, wish: string | undefined, client: Client): void {
  restoreOfflineAccess(ctx, wish, client);
  const { params, resourceServers } = ctx.oidc;
  if (params === undefined) return;
  const requested = scopeList(params.scope);
  const standard: readonly string[] = STANDARD_SCOPES;
  const allowed = requested.filter((scope) => !standard.includes(scope) || isAllowed(client, scope));
  const known = knownScopesOf(ctx);
  for (const scope of allowed) assertInSomeCeiling(scope, known, resourceServers ?? {});
  params.scope = allowed.length === 0 ? undefined : allowed.join(' ');
  restrictClaims(ctx, client, allowed);
}

/** `offline_access` outside the ceiling is left out without a word (OIDC Core §11); other known scopes are refused by name. */
function isAllowed(client: Client, scope: string): boolean {
  if (clientPolicy(client).ceiling.scopes.includes(scope)) return true;
  if (scope === 'offline_access') return false;
  throw scopeRefused(scope, null);
}

function assertInSomeCeiling(
  scope: string,
  known: ReadonlyMap<string, readonly string[]>,
  allowed: NonNullable<KoaContextWithOIDC['oidc']['resourceServers']>,
): void {
  const homes = [...known].filter(([, scopes]) => scopes.includes(scope)).map(([resource]) => resource);
  const [first] = homes;
  if (first === undefined) return;
  const inside = homes.some((resource) => allowed[resource]?.scopes.has(scope));
  if (!inside) throw scopeRefused(scope, first);
}

function restoreOfflineAccess(ctx: KoaContextWithOIDC, wish: string | undefined, client: Client): void {
  const { params } = ctx.oidc;
  if (params === undefined || !client.grantTypeAllowed('refresh_token')) return;
  const scopes = scopeList(params.scope);
  const sent = scopeList(sentParameters(ctx)['scope']);
  const wanted = wish === 'true' || sent.includes('offline_access');
  if (!wanted || scopes.includes('offline_access')) return;
  // The order of the request is kept: a client may compare the answer with what it sent.
  const order = sent.includes('offline_access') ? sent : [...scopes, 'offline_access'];
  params.scope = order.filter((scope) => scope === 'offline_access' || scopes.includes(scope)).join(' ');
  params[OFFLINE_ACCESS_WISH] = 'true';
}

/**
 * Claims may be asked one by one (OIDC Core §5.5); those that no requested scope covers are left out, which is always allowed.
 * For clients that read nothing but the ID token, the claims of all scopes are asked for it.
 */
function restrictClaims(ctx: KoaContextWithOIDC, client: Client, scopes: readonly string[]): void {
  const { params } = ctx.oidc;
  if (params === undefined || !scopes.includes('openid')) return;
  const covered = claimsOfScopes(scopes);
  const asked =
    typeof params.claims === 'string' ? (JSON.parse(params.claims) as Record<'id_token' | 'userinfo', Record<string, unknown>>) : undefined;
  const may = ([claim]: [string, unknown]): boolean => covered.has(claim) || PROTOCOL_CLAIMS.includes(claim);
  const inIdToken = clientPolicy(client).id_token_scope_claims ? Object.fromEntries([...covered].map((claim) => [claim, null])) : {};
  const idToken = { ...inIdToken, ...Object.fromEntries(Object.entries(asked?.id_token ?? {}).filter(may)) };
  const userinfo = Object.fromEntries(Object.entries(asked?.userinfo ?? {}).filter(may));
  const nothing = Object.keys(idToken).length === 0 && Object.keys(userinfo).length === 0;
  params.claims = nothing ? undefined : JSON.stringify({ id_token: idToken, userinfo });
}

function scopeList(scope: unknown): string[] {
  return typeof scope === 'string' ? [...new Set(scope.split(' ').filter(Boolean))] : [];
}
