import { redirectUriProblem, type AppTypeForRedirects } from './redirect-uri.ts';

/**
 * Says why pages of an origin cannot be let in, or `null` when they can. An origin (RFC 6454 §6.2) is scheme, host and port as a browser
 * writes it in `Origin`; anything else would never match.
 */
export function corsOriginProblem(origin: string, appType: AppTypeForRedirects): string | null {
  if (appType === 'machine_to_machine') return 'machine-to-machine applications are called from no page; remove it';
  if (origin.includes('*')) return 'must not contain a wildcard; name each origin';
  if (!URL.canParse(origin)) return 'must be an origin such as https://app.example.com';
  const url = new URL(origin);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return schemeProblem(origin, appType);
  const problem = redirectUriProblem(origin, 'traditional_web');
  if (problem !== null) return problem;
  return origin === url.origin ? null : `must be written as a browser sends it: “${url.origin}”, without path or default port`;
}

/** Web views of installed apps have origins of their own, such as `capacitor://localhost`. */
function schemeProblem(origin: string, appType: AppTypeForRedirects): string | null {
  if (appType !== 'native') return 'must begin with https:// (or http:// for localhost)';
  return /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9.-]+(:\d+)?$/.test(origin) && !/^(file|data|javascript|blob):/.test(origin)
    ? null
    : 'must be scheme://host, such as capacitor://localhost';
}

/** Origins that an application’s pages are served from by its redirect URIs: those of a single-page app, where the page calls us itself. */
export function derivedCorsOrigins(client: { app_type: AppTypeForRedirects; redirect_uris: readonly string[] }): string[] {
  if (client.app_type !== 'single_page') return [];
  const origins = client.redirect_uris.flatMap((uri) => (URL.canParse(uri) ? [new URL(uri).origin] : []));
  return [...new Set(origins)];
}
