import type { Client, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Context } from '../context.ts';
import { clientPolicy, isPublicClient } from './client-metadata.ts';
import { knownUser } from './known-in-request.ts';
import { lookUpUser } from './look-up.ts';

/**
 * Who may introspect (RFC 7662 §4): a confidential client its own tokens; a first-party one, which stands for our own
 * resource servers, every token. A third party learns nothing of tokens that are not its own, and a disabled client nothing at all.
 */
export const introspection = {
  allowedPolicy: async (_ctx: KoaContextWithOIDC, client: Client, token: { clientId?: string | undefined }): Promise<boolean> => {
    if (isPublicClient(client) || clientPolicy(client).disabled) return false;
    return token.clientId === client.clientId || clientPolicy(client).party === 'first_party';
  },
};

/** What is said about a token, by the engine first, then made true by ours: as JSON here, as JWT before it is signed (see below). */
export function introspectionAnswer(context: Context) {
  return async function completeIntrospection(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    if (ctx.oidc?.route === 'introspection' && isActive(ctx.body)) ctx.body = await completed(context, ctx, ctx.body);
  };
}

/**
 * Answers that an API asked for as a JWT (RFC 9701 §5): the same, signed. `aud` is the client that asks, which is how the API is known
 * here; the engine would take the token’s audience, which an API that asks about a token without one does not have.
 */
export function installSignedIntrospection(provider: Provider, context: Context): void {
  const prototype = provider.IdToken.prototype as unknown as SignedAnswer;
  const { issue } = prototype;
  prototype.issue = async function issueCompleted(options) {
    const { token_introspection: answer } = this.extra;
    if (options?.use === 'introspection') {
      if (isActive(answer)) this.extra['token_introspection'] = await completed(context, this.ctx, answer);
      this.extra['aud'] = this.ctx.oidc.client?.clientId;
    }
    return issue.call(this, options);
  };
}

interface SignedAnswer {
  readonly ctx: KoaContextWithOIDC;
  readonly extra: Record<string, unknown>;
  issue: (this: SignedAnswer, options?: { use?: string }) => Promise<string>;
}

/** Adds `username` (RFC 7662 §2.2) and cuts `scope` to what is granted and allowed now. */
async function completed(context: Context, ctx: KoaContextWithOIDC, answer: ActiveAnswer): Promise<ActiveAnswer | { active: false }> {
  const { Grant: grant, AccessToken: accessToken, RefreshToken: refreshToken } = ctx.oidc.entities;
  const accountId = accessToken?.accountId ?? refreshToken?.accountId;
  if (accountId === undefined) return answer;
  const user = knownUser(accountId, ctx.oidc) ?? (await lookUpUser(context, accountId));
  if (user === null || user.disabled_at !== null) return { active: false };
  return {
    ...answer,
    // To a client with pairwise subjects a username would be what the subject hides (OIDC Core §8).
    ...(ctx.oidc.client?.subjectType === 'pairwise' ? {} : { username: user.username }),
    ...(grant === undefined ? {} : { scope: scopeNow(answer, grant) }),
  };
}

function scopeNow(body: ActiveAnswer, grant: NonNullable<KoaContextWithOIDC['oidc']['entities']['Grant']>): string {
  const scopes = (body.scope ?? '').split(' ').filter(Boolean);
  if (body.aud !== undefined) return grant.getResourceScopeFiltered(body.aud, scopes);
  return grant.getOIDCScopeFiltered(scopes);
}

interface ActiveAnswer {
  active: true;
  scope?: string;
  aud?: string;
  username?: string;
}

function isActive(body: unknown): body is ActiveAnswer {
  return typeof body === 'object' && body !== null && 'active' in body && body.active === true;
}
