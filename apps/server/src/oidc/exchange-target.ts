import { errors } from 'oidc-provider';
import type { Context } from '../context.ts';
import { findClient } from '../features/clients/find-client.ts';
import { findResourceServer } from '../features/resource-servers/find-resource-server.ts';
import { isInCeiling } from './client-metadata.ts';
import { managementResource } from './console-client.ts';
import { actorsOf } from './exchange-claims.ts';
import type { ExchangeContext } from './exchange-parameters.ts';
import type { Subject } from './exchange-parties.ts';
import { resourceFor, scopeRefused } from './resource-servers.ts';

/** A token that has come this far is going round in circles. */
const MAX_ACTORS = 8;

interface ExchangeTarget {
  resource: string;
  scopes: readonly string[];
  info: Awaited<ReturnType<typeof resourceFor>>['info'];
}

/**
 * What the subject token may be exchanged for (RFC 8693 §2.1). It never gives more than the user granted to the client whose grant it
 * is, inside the ceilings of that client and of the one that asks, as they are now; and for the API that it is for, no more than itself.
 */
export async function exchangeTarget(context: Context, ctx: ExchangeContext, subject: Subject): Promise<ExchangeTarget> {
  const { client } = ctx.oidc;
  const resource = requestedResource(ctx, subject);
  if (resource === managementResource(context.issuer)) throw new errors.InvalidTarget('the management API takes no exchanged tokens');
  const { info, known, scopes: ceiling } = await resourceFor(context, client, resource);
  assertChain(subject, resource);
  await assertParties(context, subject, resource);
  const granted = subject.grant.scopes.filter((scope) => scope.resource === resource && isInCeiling(subject.owner, scope));
  const mayGive = granted.map(({ scope }) => scope).filter((scope) => subject.token.aud !== resource || subject.token.scopes.has(scope));
  const asked = [...ctx.oidc.requestParamScopes].filter((scope) => scope !== '');
  const outside = asked.find((scope) => known.includes(scope) && !ceiling.includes(scope));
  if (outside !== undefined) throw scopeRefused(outside, resource);
  const refused = asked.find((scope) => !mayGive.includes(scope));
  if (refused !== undefined)
    throw new errors.InvalidScope(`the scope ${refused} of ${resource} was not granted to the client whose token it is`, refused);
  const scopes = mayGive.filter((scope) => ceiling.includes(scope) && (asked.length === 0 || asked.includes(scope)));
  if (scopes.length === 0)
    throw new errors.InvalidTarget(`of ${resource}, nothing was granted that this client may have; ask the user for its scopes first`);
  return { resource, scopes, info };
}

/** One API, named as `resource` or as `audience`; without a name, the one that the subject token is for. */
function requestedResource(ctx: ExchangeContext, { token }: Subject): string {
  const { resource = [], audience = [] } = ctx.oidc.params;
  const [named, ...others] = new Set([resource, audience].flat());
  if (others.length > 0) throw new errors.InvalidTarget('a token is for one API: name one as resource or audience');
  if (named !== undefined) return named;
  if (typeof token.aud === 'string') return token.aud;
  throw new errors.InvalidTarget('name the API as resource: the subject_token is for none');
}

/** Whoever goes away and comes back would find there what was left behind on the way: scopes that the first token did not have. */
function assertChain({ token, exchange }: Subject, resource: string): void {
  if (exchange === null) return;
  if (actorsOf(exchange.act).length >= MAX_ACTORS) throw new errors.InvalidRequest('the subject_token was exchanged too often already');
  if (token.aud !== resource && exchange.exchanged_from.includes(resource))
    throw new errors.InvalidTarget(`the subject_token comes from one for ${resource}, and does not go back there`);
}

/** A third party’s token opens another API only where that API says so (RFC 8693 §5). All who had it in hand count. */
async function assertParties(context: Context, { token, owner, exchange }: Subject, resource: string): Promise<void> {
  const server = await findResourceServer(context, resource);
  if (server?.third_party_token_exchange === true) return;
  const clientIds = new Set([owner.clientId, token.clientId, ...actorsOf(exchange?.act).map(({ client_id }) => client_id)]);
  for (const clientId of clientIds) {
    const client = clientId === undefined ? null : await findClient(context, clientId);
    if (client?.party !== 'first_party')
      throw new errors.InvalidTarget(`${resource} takes no tokens that third-party clients were given; its operator can allow it`);
  }
}
