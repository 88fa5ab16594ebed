import type { Configuration } from 'oidc-provider';

/** `__Host-` binds a cookie to exactly this origin; browsers accept it over https only (RFC 6265bis §4.1.3.2). */
export function sessionCookieName(issuer: string): string {
  return issuer.startsWith('https:') ? '__Host-consentry_session' : 'consentry_session';
}

export function cookieConfiguration(issuer: string): NonNullable<Configuration['cookies']> {
  const attributes = { httpOnly: true, sameSite: 'lax', secure: issuer.startsWith('https:'), signed: false } as const;
  return {
    names: { session: sessionCookieName(issuer), interaction: 'consentry_interaction', resume: 'consentry_resume' },
    long: { ...attributes, path: '/' },
    short: attributes,
  };
}
