import { TOKEN_EXCHANGE_GRANT } from '@consentry/contract';
import { errors, type AccessToken, type Provider } from 'oidc-provider';
import { buildTokenResponse, checkDpopReplay, checkDpopRequired, checkMtlsCert, validateDpop } from 'oidc-provider/lib/helpers/grants.js';
import type { Context } from '../context.ts';
import { noteTokenExchange, type NotedExchanges } from '../features/grants/note-token-exchange.ts';
import { isPublicClient } from './client-metadata.ts';
import { carriedClaims, rememberExchange, type Actor } from './exchange-claims.ts';
import {
  ACCESS_TOKEN_TYPE,
  EXCHANGE_PARAMETERS,
  readExchangeParameters,
  TARGET_PARAMETERS,
  type ExchangeContext,
  type ExchangeParameters,
} from './exchange-parameters.ts';
import { findActor, findSubject, type Subject } from './exchange-parties.ts';
import { exchangeTarget } from './exchange-target.ts';
import { exchangedGrantId } from './exchanged-grant.ts';
import { epochSeconds } from './lifetimes.ts';
import { expiryOf } from './partial-adapter.ts';
import { structuredToken } from './structured-tokens.ts';
import { rememberTokenSource } from './token-source.ts';
import { insertFamily } from './token-store.ts';

/** Token exchange (RFC 8693): a client calls the next API for the user, with a token that says so. */
export function installTokenExchange(provider: Provider, context: Context): void {
  const noted: NotedExchanges = new Map();
  provider.registerGrantType<ExchangeParameters>(
    TOKEN_EXCHANGE_GRANT,
    (ctx) => exchangeToken(context, ctx, noted),
    EXCHANGE_PARAMETERS,
    TARGET_PARAMETERS,
  );
}

async function exchangeToken(context: Context, ctx: ExchangeContext, noted: NotedExchanges): Promise<void> {
  const { client, provider } = ctx.oidc;
  if (isPublicClient(client)) throw new errors.UnauthorizedClient('only clients that prove themselves may exchange tokens');
  const sent = readExchangeParameters(ctx.oidc.params);
  const actor = await findActor(context, ctx, sent.actor_token);
  const subject = await findSubject(context, ctx, sent.subject_token);
  const { resource, scopes, info } = await exchangeTarget(context, ctx, subject);
  const token = new provider.AccessToken({
    client,
    accountId: subject.token.accountId,
    grantId: exchangedGrantId({ grant_id: subject.grant.grant_id, client_id: client.clientId }),
    gty: TOKEN_EXCHANGE_GRANT,
    scope: scopes.join(' '),
    resourceServer: new provider.ResourceServer(resource, info),
    expiresIn: Math.min(info.accessTokenTTL, secondsLeft(context, subject.token)),
  });
  await bindToKey(ctx, token, subject);
  rememberExchange(token, { grant_id: subject.grant.grant_id, claims: claimsOf(subject, actor, resource) });
  await noteTokenExchange(requestContext(context, ctx), noted, {
    client_id: client.clientId,
    user_id: subject.token.accountId,
    grant_id: subject.grant.grant_id,
    granted_to: subject.owner.clientId,
    resource,
    scopes,
    actor: actor.sub,
  });
  if (info.accessTokenFormat === 'opaque' && structuredToken(sent.subject_token) !== null) await beginFamily(context, subject, token);
  ctx.oidc.entity('AccessToken', token);
  ctx.body = buildTokenResponse(provider, {
    accessToken: await token.save(),
    issuedTokenType: ACCESS_TOKEN_TYPE,
    expiresIn: token.expiration,
    scope: token.scope,
    tokenType: token.tokenType,
  });
}

/** By the earlier of two clocks: the engine goes by the machine's. */
function secondsLeft(context: Context, { exp = 0, remainingTTL }: AccessToken): number {
  return Math.max(1, Math.min(remainingTTL, exp - epochSeconds(context)));
}

/** To the key of the client that asks (RFC 9449 §5, RFC 8705 §3). A token that is bound is not exchanged for one that anybody may use. */
async function bindToKey(ctx: ExchangeContext, token: AccessToken, { token: presented }: Subject): Promise<void> {
  const { client, provider } = ctx.oidc;
  const proof = await validateDpop(provider, ctx);
  const certificate = checkMtlsCert(provider, ctx);
  checkDpopRequired(provider, ctx, proof);
  if (certificate !== undefined) token.setThumbprint('x5t', certificate);
  if (proof !== undefined) {
    await checkDpopReplay(provider, ctx, proof, client.clientId);
    token.setThumbprint('jkt', proof.thumbprint);
  }
  if (presented.isSenderConstrained() && !token.isSenderConstrained())
    throw new errors.InvalidRequest(
      'the subject_token is bound to a key, so that the new one has to be bound to one of yours: send a DPoP proof',
    );
}

/** Who acts, and by which way; and still how the user signed in to the client that it all comes from. */
function claimsOf({ token, exchange }: Subject, actor: Actor, resource: string): Record<string, unknown> {
  const left = typeof token.aud === 'string' && token.aud !== resource ? [token.aud] : [];
  const from = [...(exchange?.exchanged_from ?? []), ...left];
  return {
    ...carriedClaims(token.extra),
    act: { ...actor, ...(exchange === null ? {} : { act: exchange.act }) },
    ...(from.length === 0 ? {} : { exchanged_from: from }),
  };
}

/** What is stored needs a family. An opaque token lends its own, so that both end together; a JWT has none. */
async function beginFamily(context: Context, { grant }: Subject, token: AccessToken): Promise<void> {
  const family_id = context.random.id();
  const family = { family_id, grant_id: grant.grant_id, expires_at: expiryOf(context, token.expiration) };
  await insertFamily(context.db, family, context.clock.now());
  rememberTokenSource({ family_id, scopes: [], resources: [], details: [] });
}

function requestContext(context: Context, ctx: ExchangeContext): Context {
  const actor = { type: 'client', id: ctx.oidc.client.clientId, scopes: new Set<never>() } as const;
  return { ...context, actor, request: { id: ctx.response.get('x-request-id'), ip: ctx.ip } };
}
