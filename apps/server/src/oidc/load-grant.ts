import type { Client, Grant, KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from '../context.ts';
import { countsInSession } from '../features/grants/find-live-grant.ts';
import { grantScopes } from '../features/grants/grant-scopes.ts';
import type { GrantRow } from '../features/grants/grant-store.ts';
import { newDetails } from '../features/grants/new-details.ts';
import { newScopes, type ScopeIdentity } from '../features/grants/new-scopes.ts';
import { clientPolicy, isOptionalFor } from './client-metadata.ts';
import { effectiveGrant } from './effective-grant.ts';
import { lookUpGrantOfPair } from './look-up.ts';
import { atTheirResources } from './granted-details.ts';
import { recheckDetails, requestedDetails } from './requested-details.ts';
import { applyScopeCeiling, OFFLINE_ACCESS_WISH } from './scope-ceiling.ts';

interface Pair {
  user_id: string;
  client_id: string;
  session_uid: string | null;
}

/** The grant of this user and client: remembered in the database, whichever browser asks. First-party clients need no consent. */
export function createGrantLoader(context: Context) {
  return async function loadExistingGrant(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
    const { client, account, provider, session } = ctx.oidc;
    if (client === undefined || account === undefined) return undefined;
    await reapplyCeiling(context, ctx, client);
    const pair = { user_id: account.accountId, client_id: client.clientId, session_uid: session?.uid ?? null };
    const held = await lookUpGrantOfPair(context, pair);
    const found = held !== null && countsInSession(held, pair.session_uid) ? held : null;
    const row = clientPolicy(client).party === 'first_party' ? await grantAll(context, ctx, { client, pair, found }) : found;
    return row === null || isForAnotherFace(row, client)
      ? undefined
      : new provider.Grant(effectiveGrant(row, client, [...ctx.oidc.requestParamScopes]));
  };
}

/** Consent was given to a client that looked otherwise or sent people elsewhere: all of it is asked anew. */
function isForAnotherFace(row: GrantRow, client: Client): boolean {
  const { face, party } = clientPolicy(client);
  return party === 'third_party' && face !== null && row.approved_client !== face;
}

/**
 * A ceiling that was lowered while a person stood on a page: the request is judged anew, as when it came. Without this, a scope
 * that is not allowed any more would be asked, granted and found missing without end.
 */
async function reapplyCeiling(context: Context, ctx: KoaContextWithOIDC, client: Client): Promise<void> {
  if (!ctx.oidc.route.endsWith('resume')) return;
  const wish = ctx.oidc.params?.[OFFLINE_ACCESS_WISH];
  applyScopeCeiling(ctx, typeof wish === 'string' ? wish : undefined, client);
  await recheckDetails(context, ctx, client);
}

async function grantAll(
  context: Context,
  ctx: KoaContextWithOIDC,
  { client, pair, found }: { client: Client; pair: Pair; found: GrantRow | null },
): Promise<GrantRow> {
  const refused = (found?.refused_scopes ?? []).filter((scope) => isOptionalFor(client, scope));
  const scopes = newScopes(refused, requestedScopes(ctx));
  const asked = await atTheirResources(context, requestedDetails(ctx));
  const details = newDetails(found?.authorization_details ?? [], asked).map((one) => ({ ...one, text_version: null, locale: null }));
  if (found !== null && newScopes(found.scopes, scopes).length === 0 && details.length === 0) return found;
  const request = { id: ctx.response.get('x-request-id'), ip: ctx.ip };
  return grantScopes({ ...context, request }, { ...pair, scopes, details });
}

/** What an authorization request asks for, each scope with the resource it belongs to. */
export function requestedScopes(ctx: KoaContextWithOIDC): ScopeIdentity[] {
  const { oidc } = ctx;
  const own = [...oidc.requestParamOIDCScopes].map((scope) => ({ resource: null, scope }));
  const others = Object.entries(oidc.resourceServers ?? {}).flatMap(([resource, server]) =>
    [...oidc.requestParamScopes].filter((scope) => server.scopes.has(scope)).map((scope) => ({ resource, scope })),
  );
  return [...own, ...others];
}
