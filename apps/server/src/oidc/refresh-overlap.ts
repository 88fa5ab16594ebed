import { Provider } from 'oidc-provider';
import type { Context } from '../context.ts';
import { hashTokenText, type Keyring } from '../platform/keyring.ts';
import { LIFETIMES } from './lifetimes.ts';

/** Within what a refresh token that was used up is answered once more, and by what. */
export interface RefreshOverlap {
  since: Date;
  successor_hash: string;
}

/**
 * An answer can be lost on its way, and some clients refresh twice at once. For a short while the same refresh token is therefore
 * answered again, with the very same successor, as long as that one was not used: so that there is never a second branch whose
 * reuse would go unseen (RFC 9700 §4.14.2).
 */
export function refreshOverlap(ctx: Context, refreshToken: string): RefreshOverlap {
  return {
    since: new Date(ctx.clock.now().getTime() - LIFETIMES.refresh_overlap * 1000),
    successor_hash: hashTokenText(successorOf(ctx.keyring, refreshToken)),
  };
}

/** The token after this one: two instances that answer at once give the same, and neither has to store it in clear. */
function successorOf(keyring: Keyring, refreshToken: string): string {
  return keyring.mac('refresh_token_successor', refreshToken).toString('base64url');
}

/** Makes the engine name a rotated refresh token after the one that it replaces. */
export function installRefreshSuccession(provider: Provider, { keyring }: Context): void {
  const prototype = provider.RefreshToken.prototype as unknown as { generateTokenId: () => string };
  const { generateTokenId } = prototype;
  prototype.generateTokenId = function generateSuccessor() {
    const rotated = Provider.ctx?.oidc.entities.RotatedRefreshToken?.jti;
    return rotated === undefined ? generateTokenId.call(this) : successorOf(keyring, rotated);
  };
}
