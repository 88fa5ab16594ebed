import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from '../context.ts';
import { hashTokenText } from '../platform/keyring.ts';
import { clientPolicy, isPublicClient } from './client-metadata.ts';
import { epochSeconds, refreshTokenTtl } from './lifetimes.ts';
import { change } from './deferred-writes.ts';
import { tokenSource } from './token-source.ts';
import { extendRefreshToken } from './token-write-store.ts';

/**
 * Whether the refresh token that was presented is replaced. A confidential client may keep its own (RFC 9700 §4.14.2); then this
 * use is what its idle time counts from. A family ends with the lifetime that the client has now, also when it was longer before.
 */
export function createRefreshRotation(context: Context) {
  return async function rotateRefreshToken(ctx: KoaContextWithOIDC): Promise<boolean> {
    const { client, entities } = ctx.oidc;
    const token = entities.RefreshToken;
    if (client === undefined || token === undefined) throw new Error('the engine asks about no refresh token');
    const policy = clientPolicy(client);
    const now = epochSeconds(context);
    if ((token.iiat ?? now) + policy.ttl_seconds.refresh_token <= now)
      throw new errors.InvalidGrant('the refresh token’s family has ended');
    if (policy.refresh_token_rotation || isPublicClient(client)) return true;

    const expires_at = new Date((now + refreshTokenTtl(client, { family_issued_at: token.iiat, now })) * 1000);
    await change(context, {
      planned: extendRefreshToken({
        id_hash: hashTokenText(token.jti),
        expires_at,
        at: context.clock.now(),
        ip: ctx.ip,
        keep_until: expires_at,
      }),
      keys: [tokenSource()?.family_id ?? ''],
      lost: () => new errors.InvalidGrant('the refresh token is not good any more'),
    });
    return false;
  };
}
