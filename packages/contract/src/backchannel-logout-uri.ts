import { redirectUriProblem, type AppTypeForRedirects } from './redirect-uri.ts';

/**
 * Says why logout tokens cannot be sent to a URI, or `null` when they can: absolute, without fragment, https except on loopback
 * (OIDC Back-Channel Logout §2.2). Whether a name leads to an address that the server may call is seen when it is called.
 */
export function backchannelLogoutUriProblem(uri: string, appType: AppTypeForRedirects): string | null {
  if (appType === 'machine_to_machine') return 'is for applications with users; remove it';
  if (!/^https?:/i.test(uri)) return 'must begin with https:// (or http:// for localhost)';
  // What a browser may be sent to unmistakably, a server may be called at.
  return redirectUriProblem(uri, 'traditional_web');
}
