import { keyTypeOf } from '@consentry/contract';
import { importJWK, SignJWT } from 'jose';
import type { Context } from '../../context.ts';
import { loadSigningKeys } from '../signing-keys/load-signing-keys.ts';
import type { LogoutDeliveryRow } from './logout-delivery-store.ts';
import { logoutTokenClaims } from './logout-token-claims.ts';

/** A logout token of this moment, signed as the client's ID tokens are (OIDC Back-Channel Logout §2.4, §2.6). */
export async function signLogoutToken(ctx: Context, delivery: LogoutDeliveryRow): Promise<string> {
  const alg = delivery.id_token_signed_response_alg;
  const kty = keyTypeOf(alg);
  const { keys } = await loadSigningKeys(ctx);
  const key = keys.find((candidate) => candidate.kty === kty);
  if (key?.kid === undefined) throw new Error(`there is no ${kty} key that could sign a logout token`);
  const claims = logoutTokenClaims(delivery, { issuer: ctx.issuer, jti: ctx.random.id(), at: ctx.clock.now() });
  // An explicit type keeps it from being taken for another kind of JWT (RFC 8725 §3.11).
  return new SignJWT(claims).setProtectedHeader({ alg, kid: key.kid, typ: 'logout+jwt' }).sign(await importJWK(key, alg));
}
