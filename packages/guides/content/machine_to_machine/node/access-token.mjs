import * as oidc from 'openid-client';

const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, API_RESOURCE, API_SCOPE } = process.env;
const issuer = new URL(OIDC_ISSUER);

// Plain http is for a provider on your own machine.
const config = await oidc.discovery(issuer, OIDC_CLIENT_ID, undefined, oidc.ClientSecretBasic(OIDC_CLIENT_SECRET), {
  execute: issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
});

let current = null;

/** A valid access token: the one at hand, or a new one half a minute before that expires. */
export async function accessToken() {
  if (current === null || current.renew_at <= Date.now()) {
    const answer = await oidc.clientCredentialsGrant(config, { resource: API_RESOURCE, scope: API_SCOPE });
    current = { value: answer.access_token, scope: answer.scope, renew_at: Date.now() + (answer.expires_in - 30) * 1000 };
  }
  return current;
}
