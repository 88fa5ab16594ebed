import { authorize, refresh, revoke } from 'react-native-app-auth';

const config = {
  issuer: '{{issuer}}',
  clientId: '{{client_id}}',
  redirectUrl: '{{redirect_uri}}',
  scopes: ['openid', 'profile', 'email', 'offline_access'],
};

/** Opens the browser; the answer has accessToken, accessTokenExpirationDate, refreshToken and idToken. */
export function signIn() {
  return authorize(config);
}

export function renew(refreshToken) {
  return refresh(config, { refreshToken });
}

export function signOut(refreshToken) {
  return revoke(config, { tokenToRevoke: refreshToken, sendClientId: true });
}
