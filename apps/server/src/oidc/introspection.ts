import type { Client, KoaContextWithOIDC } from 'oidc-provider';
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

/** Adds `username` (RFC 7662 §2.2) and cuts `scope` to what is granted and allowed now. */
export function introspectionAnswer(context: Context) {
  return async function completeIntrospection(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    if (ctx.oidc?.route !== 'introspection' || !isActive(ctx.body)) return;
    const { Grant: grant, AccessToken: accessToken, RefreshToken: refreshToken } = ctx.oidc.entities;
    const accountId = accessToken?.accountId ?? refreshToken?.accountId;
    if (accountId === undefined) return;
    const user = knownUser(accountId, ctx.oidc) ?? (await lookUpUser(context, accountId));
    if (user === null || user.disabled_at !== null) {
      ctx.body = { active: false };
      return;
    }
    // To a client with pairwise subjects a username would be what the subject hides (OIDC Core §8).
    if (ctx.oidc.client?.subjectType !== 'pairwise') ctx.body.username = user.username;
    if (grant !== undefined) ctx.body.scope = scopeNow(ctx.body, grant);
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
