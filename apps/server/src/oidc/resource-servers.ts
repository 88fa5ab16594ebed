import { MANAGEMENT_SCOPES, type SigningAlg } from '@consentry/contract';
import { errors, type Client, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider';
import type { Context } from '../context.ts';
import { CONSOLE_SESSION_SECONDS } from '../features/console-session/console-session.ts';
import { recordRefusedScopes, refusedScopeLimit, type AskedScope } from '../features/refused-scopes/record-refused-scopes.ts';
import { knownResourceServer } from '../features/resource-servers/known-resource-server.ts';
import { Attached } from '../platform/attached.ts';
import { clientPolicy, isFapiClient } from './client-metadata.ts';
import { CONSOLE_CLIENT_ID, managementResource } from './console-client.ts';
import { LIFETIMES } from './lifetimes.ts';

interface KnownResource {
  scopes: readonly string[];
  format: 'jwt' | 'opaque';
  ttl_seconds: number;
  /** What no client’s own setting goes beyond. */
  max_ttl_seconds: number;
  alg: SigningAlg;
}

/** All scopes of the resource servers that a running request names, the client's ceiling left aside. */
const knownScopes = new Attached<Map<string, readonly string[]>>();

/** Which scopes of each requested resource exist at all, for `scope-ceiling.ts`. */
export function knownScopesOf(ctx: KoaContextWithOIDC): ReadonlyMap<string, readonly string[]> {
  return knownScopes.get(ctx.oidc) ?? new Map();
}

/** Settings of resource indicators (RFC 8707): the ceiling applies each time that a token is issued for a resource. */
export function resourceIndicators(context: Context) {
  const limit = refusedScopeLimit();
  const record = (asked: AskedScope): Promise<void> => recordRefusedScopes(context, limit, [asked]);
  return {
    enabled: true,
    defaultResource: (ctx: KoaContextWithOIDC, client: Client, oneOf?: readonly string[]) => defaultResource(ctx, client, oneOf),
    // What was granted one by one is for one API: without a resource the token is for that one (RFC 9396 §7).
    useGrantedResource: (_ctx: KoaContextWithOIDC, source: { resource?: unknown; rar?: unknown }) =>
      typeof source.resource === 'string' && Array.isArray(source.rar) && source.rar.length > 0,
    async getResourceServerInfo(ctx: KoaContextWithOIDC, resource: string, client: Client): Promise<ResourceServer> {
      const { known, info, scopes } = await resourceFor(context, client, resource);
      remember(ctx, resource, known);
      if (ctx.oidc.params?.grant_type === 'client_credentials')
        await requireClientCredentialsScopes(ctx, resource, { known, scopes, record });
      return info;
    },
  };
}

interface ResourceForClient {
  /** Names of all its scopes. */
  known: readonly string[];
  /** Those that the client may ever have. */
  scopes: string[];
  /** How the engine issues tokens of this resource to the client. */
  info: ResourceServer & { accessTokenTTL: number; accessTokenFormat: 'jwt' | 'opaque' };
}

/** A resource as this client may use it at this moment (RFC 8707 §2). */
export async function resourceFor(context: Context, client: Client, resource: string): Promise<ResourceForClient> {
  const known = await findKnownResource(context, resource);
  if (known === null)
    throw new errors.InvalidTarget(
      `the resource ${resource} is not known here; check it for spelling, it is compared character by character`,
    );
  const allowed = ceilingOf(client, resource, managementResource(context.issuer));
  const scopes = known.scopes.filter((scope) => allowed.includes(scope));
  const info = {
    scope: scopes.join(' '),
    audience: resource,
    accessTokenTTL: ttlFor(client, known),
    accessTokenFormat: known.format,
    // FAPI 2.0 Security Profile §5.4.1: the same key signs PS256.
    jwt: { sign: { alg: isFapiClient(client) && known.alg === 'RS256' ? ('PS256' as const) : known.alg } },
  };
  return { known: known.scopes, scopes, info };
}

/** A machine-to-machine client with one resource server need not name it. */
function defaultResource(ctx: KoaContextWithOIDC, client: Client, oneOf?: readonly string[]): string | string[] | undefined {
  if (oneOf !== undefined) return [...oneOf];
  if (ctx.oidc.params?.grant_type !== 'client_credentials') return undefined;
  const { ceiling } = clientPolicy(client);
  const resources = Object.keys(ceiling.resource_scopes);
  if (ceiling.management_scopes.length > 0) resources.push(managementResource(ctx.oidc.issuer));
  return resources.length === 1 ? resources[0] : undefined;
}

async function findKnownResource(context: Context, resource: string): Promise<KnownResource | null> {
  if (resource === managementResource(context.issuer)) {
    return {
      scopes: MANAGEMENT_SCOPES,
      format: 'jwt',
      ttl_seconds: LIFETIMES.access_token,
      max_ttl_seconds: LIFETIMES.access_token,
      alg: 'ES256',
    };
  }
  const row = await knownResourceServer(context, resource);
  if (row === null) return null;
  return {
    scopes: row.scopes.map(({ name }) => name),
    format: row.access_token_format,
    ttl_seconds: row.access_token_ttl_seconds,
    max_ttl_seconds: Infinity,
    alg: row.access_token_signing_alg,
  };
}

function ttlFor(client: Client, known: KnownResource): number {
  // The console's token lives on the server as long as the console's session, and is checked against the user at each request.
  if (client.clientId === CONSOLE_CLIENT_ID) return CONSOLE_SESSION_SECONDS;
  const own = clientPolicy(client).ttl_seconds.access_token ?? known.ttl_seconds;
  return Math.min(own, known.max_ttl_seconds);
}

/** The scopes of this resource that the client may ever have. */
function ceilingOf(client: Client, resource: string, management: string): readonly string[] {
  const { ceiling } = clientPolicy(client);
  if (resource === management && client.clientId !== CONSOLE_CLIENT_ID) return ceiling.management_scopes;
  return Object.hasOwn(ceiling.resource_scopes, resource) ? (ceiling.resource_scopes[resource] ?? []) : [];
}

/** Without a `scope` parameter the client gets all it may have (RFC 6749 §3.3); with one, what is known but not allowed is refused by name. */
async function requireClientCredentialsScopes(
  ctx: KoaContextWithOIDC,
  resource: string,
  has: { known: readonly string[]; scopes: string[]; record: (asked: AskedScope) => Promise<void> },
): Promise<void> {
  const { params } = ctx.oidc;
  if (params === undefined) return;
  if (typeof params.scope !== 'string') {
    params.scope = has.scopes.join(' ');
    return;
  }
  const refused = params.scope.split(' ').find((scope) => has.known.includes(scope) && !has.scopes.includes(scope));
  if (refused === undefined) return;
  await has.record({ client_id: ctx.oidc.client?.clientId ?? '', resource, scope: refused });
  throw scopeRefused(refused, resource);
}

export function scopeRefused(scope: string, resource: string | null): errors.InvalidScope {
  const of = resource === null ? '' : ` of ${resource}`;
  return new errors.InvalidScope(
    `the scope ${scope}${of} is not allowed to this client; ask the operator to allow it under Permissions, or leave it out`,
    scope,
  );
}

function remember(ctx: KoaContextWithOIDC, resource: string, scopes: readonly string[]): void {
  const known = knownScopes.get(ctx.oidc) ?? new Map<string, readonly string[]>();
  known.set(resource, scopes);
  knownScopes.set(ctx.oidc, known);
}
