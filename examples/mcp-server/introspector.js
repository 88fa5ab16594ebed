import { InvalidTokenError, ServerError } from '@modelcontextprotocol/sdk/server/auth/errors.js';

/**
 * Asks Consentry about each token (RFC 7662). A JWT could be verified here with the published keys instead, which saves a request; but
 * then a grant that is taken back ends only with the token, minutes later. Asked, it ends at the next call.
 */
export function introspector({ issuer, clientId, clientSecret }) {
  const credentials = [clientId, clientSecret].map(encodeURIComponent).join(':');
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
  return {
    async verifyAccessToken(token) {
      const answer = await fetch(`${issuer}/oauth2/introspect`, {
        method: 'POST',
        headers: { authorization },
        body: new URLSearchParams({ token }),
        signal: AbortSignal.timeout(5000),
      });
      if (!answer.ok) throw new ServerError(`introspection answered ${answer.status}; check CLIENT_ID and CLIENT_SECRET`);
      const { active, aud, client_id: client, scope = '', exp, sub } = await answer.json();
      if (active !== true) throw new InvalidTokenError('The access token is not valid any more');
      // A token for another API is none for this one, whoever has sent it (RFC 8707 §2).
      const resource = typeof aud === 'string' && URL.canParse(aud) ? new URL(aud) : undefined;
      return { token, clientId: client, scopes: scope.split(' '), expiresAt: exp, resource, extra: { sub } };
    },
  };
}
