import type { JWTPayload } from 'jose';
import type { LogoutDeliveryRow } from './logout-delivery-store.ts';

/** The longest that a logout token may be used (OIDC Back-Channel Logout §2.4: two minutes at most). */
const LOGOUT_TOKEN_SECONDS = 120;

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

type About = Pick<LogoutDeliveryRow, 'client_id' | 'user_id' | 'subject' | 'sid' | 'backchannel_logout_session_required'>;

/**
 * Claims of a logout token (OIDC Back-Channel Logout §2.4); never a `nonce`, so that it cannot pass for an ID token.
 * `sid` stands here when it also stands in the client's ID tokens: a client that knows none would look in vain.
 */
export function logoutTokenClaims(about: About, issued: { issuer: string; jti: string; at: Date }): JWTPayload {
  const iat = Math.floor(issued.at.getTime() / 1000);
  return {
    iss: issued.issuer,
    sub: about.subject ?? about.user_id,
    aud: about.client_id,
    iat,
    exp: iat + LOGOUT_TOKEN_SECONDS,
    jti: issued.jti,
    events: { [LOGOUT_EVENT]: {} },
    ...(about.backchannel_logout_session_required ? { sid: about.sid } : {}),
  };
}
