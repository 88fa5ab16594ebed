import type { AuthorizationDetail } from '@consentry/contract';
import type { Client, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Context } from '../context.ts';
import { isWithinDetail } from '../features/authorization-details/is-within-detail.ts';
import { clientPolicy } from './client-metadata.ts';
import { assertWithin, atTheirResources, detailsOfGrant, isGranted, partDetails } from './granted-details.ts';
import { checkDetail, requestedDetails } from './requested-details.ts';

type Details = readonly AuthorizationDetail[] | undefined;

interface TypeRules {
  validate: (ctx: KoaContextWithOIDC, detail: AuthorizationDetail, client: Client) => Promise<void>;
}

/** A token that is being issued or introspected. */
interface TokenOfDetails {
  clientId?: string | undefined;
  grantId?: string | undefined;
  aud?: unknown;
  rar?: unknown;
  resourceServer?: { identifier(): string } | undefined;
}

/** Rich authorization requests (RFC 9396). An instance, not a plain object: those the engine copies, and its copy would know no type. */
export class RichAuthorizationRequests {
  readonly enabled = true;
  readonly types: Record<string, TypeRules>;
  readonly authorizationDetailsForGrantSource: (ctx: KoaContextWithOIDC) => Promise<Details>;
  readonly authorizationDetailsForAccessToken: (ctx: KoaContextWithOIDC, token: object, source: object | undefined) => Promise<Details>;
  readonly authorizationDetailsForIntrospection: (ctx: KoaContextWithOIDC, token: object) => Promise<Details>;

  constructor(context: Context) {
    this.types = everyType({ validate: async (ctx, detail, client) => checkDetail(context, ctx, { detail, client }) });
    this.authorizationDetailsForGrantSource = async (ctx) => (await partDetails(context, ctx)).granted;
    this.authorizationDetailsForAccessToken = async (ctx, token, source) => detailsForToken(context, ctx, { token, source });
    this.authorizationDetailsForIntrospection = async (ctx, token) => detailsInForce(context, ctx, token);
  }
}

/** The engine would let a client ask for no type unless its metadata names it, from those that it knows: `checkDetail` looks at the ceiling. */
export function judgeDetailsByCeiling(provider: Provider): void {
  Object.defineProperty(provider.Client.prototype, 'authorizationDetailsTypes', { get: () => undefined, set: () => {} });
}

/** A map that has every type: which there are is known when one is asked for, from the database (see `checkDetail`). */
function everyType(rules: TypeRules): Record<string, TypeRules> {
  return new Proxy<Record<string, TypeRules>>(
    {},
    {
      get: (target, name, receiver) => (name === 'constructor' ? (Reflect.get(target, name, receiver) as unknown) : rules),
      getOwnPropertyDescriptor: (_target, name) =>
        name === 'constructor' ? undefined : { value: rules, configurable: true, enumerable: true },
    },
  );
}

/**
 * What an access token carries (RFC 9396 §7, §9): of what was granted, the details of the API that the token is for, and of these what
 * the request names. Only what is granted and allowed at this moment counts, also at each refresh.
 */
async function detailsForToken(
  context: Context,
  ctx: KoaContextWithOIDC,
  { token, source }: { token: TokenOfDetails; source: TokenOfDetails | undefined },
): Promise<Details> {
  const resource = token.resourceServer?.identifier();
  if (resource === undefined) return undefined;
  const asked = requestedDetails(ctx);
  const held = await atTheirResources(context, source === undefined ? asked : detailsOf(source));
  const { Grant: grant } = ctx.oidc.entities;
  const may = held
    .filter((one) => one.resource === resource && isAllowed(ctx.oidc.client, one.detail))
    .filter((one) => source === undefined || isGranted(grant, one))
    .map(({ detail }) => detail);
  if (source === undefined || asked.length === 0) return may;
  assertWithin(asked, may);
  return asked;
}

/** What of a token is still in force: the user may have taken it back, or the operator (RFC 9396 §9.2). */
async function detailsInForce(context: Context, ctx: KoaContextWithOIDC, token: TokenOfDetails): Promise<Details> {
  const held = detailsOf(token);
  const { Grant: grant } = ctx.oidc.entities;
  if (token.grantId !== undefined) {
    const granted = detailsOfGrant(grant).filter(({ resource }) => token.aud === undefined || token.aud === resource);
    return held.filter((detail) => granted.some((one) => isWithinDetail(detail, one.detail)));
  }
  const client = await ctx.oidc.provider.Client.find(String(token.clientId));
  const known = await atTheirResources(context, held);
  return known.filter(({ resource, detail }) => resource === token.aud && isAllowed(client, detail)).map(({ detail }) => detail);
}

function isAllowed(client: Client | undefined, { type }: AuthorizationDetail): boolean {
  return client !== undefined && clientPolicy(client).ceiling.authorization_details_types.includes(type);
}

function detailsOf({ rar }: TokenOfDetails): AuthorizationDetail[] {
  // The engine stores what the functions above gave it.
  return Array.isArray(rar) ? (rar as AuthorizationDetail[]) : [];
}
