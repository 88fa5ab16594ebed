import type { KoaContextWithOIDC } from 'oidc-provider';

/** How people sign in here: with one factor, a password (RFC 8176 §2), which ISO/IEC 29115 calls level 1. */
export const PASSWORD_SIGN_IN = { amr: ['pwd'], acr: '1' };

/** All that can be asked for as `acr_values`. */
export const ACR_VALUES = [PASSWORD_SIGN_IN.acr];

interface SignedIn {
  readonly acr?: string | undefined;
  readonly authTime?: number | undefined;
}

/** When and how the user signed in, for an access token that comes from that sign-in (RFC 9068 §2.2.1, RFC 9470 §6.2). A refresh is no sign-in. */
export function authenticationClaims({ oidc }: KoaContextWithOIDC): Record<string, unknown> {
  const { AuthorizationCode, RefreshToken, DeviceCode } = oidc.entities;
  const { acr, authTime } = (AuthorizationCode ?? RefreshToken ?? DeviceCode ?? {}) as SignedIn;
  return { ...(authTime === undefined ? {} : { auth_time: authTime }), ...(acr === undefined ? {} : { acr }) };
}
