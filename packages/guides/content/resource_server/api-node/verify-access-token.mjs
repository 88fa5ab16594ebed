import { createRemoteJWKSet, jwtVerify } from 'jose';

const ISSUER = '{{issuer}}';
const RESOURCE = '{{resource}}';

// Fetched when first needed, kept, and fetched again when a token names a key that is not there yet.
const keys = createRemoteJWKSet(new URL('{{jwks_uri}}'));

/** The claims of a valid access token for this API that has the scope; throws otherwise. */
export async function verifyAccessToken(authorization, scope) {
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization ?? '') ?? [];
  if (token === undefined) throw new TokenError(401);
  const claims = await check(token);
  if (!(claims.scope ?? '').split(' ').includes(scope)) throw new TokenError(403, 'insufficient_scope', `the scope ${scope} is missing`);
  return claims;
}

async function check(token) {
  try {
    const options = { issuer: ISSUER, audience: RESOURCE, typ: 'at+jwt', algorithms: ['RS256', 'ES256', 'PS256'], clockTolerance: 5 };
    const { payload } = await jwtVerify(token, keys, { ...options, requiredClaims: ['sub', 'client_id', 'exp'] });
    return payload;
  } catch (error) {
    // Keys that cannot be fetched are a fault of ours, not of the caller.
    if (!String(error.code).startsWith('ERR_J') || error.code === 'ERR_JWKS_TIMEOUT') throw error;
    throw new TokenError(401, 'invalid_token', error.message);
  }
}

export class TokenError extends Error {
  constructor(status, code, description) {
    super(description ?? 'no access token');
    this.status = status;
    const quoted = (text) => text.replace(/[^\x20-\x7e]|["\\]/g, "'");
    const details = code === undefined ? '' : ` error="${code}", error_description="${quoted(description)}"`;
    /** For the header WWW-Authenticate (RFC 6750 §3). */
    this.challenge = `Bearer${details}`;
  }
}
