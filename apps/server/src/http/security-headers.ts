import type { ServerResponse } from 'node:http';

const PAGE_CSP =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
const CONSOLE_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const API_CSP = "default-src 'none'; frame-ancestors 'none'";

/** Files that others gave us: opened by themselves they may do nothing at all. */
const FILE_CSP = "default-src 'none'; frame-ancestors 'none'; sandbox";

type Surface = 'page' | 'console' | 'api' | 'public_metadata' | 'file';

/** Endpoints that answer programs, not browsers. */
const API_PATHS = [
  '/oauth2/device',
  '/oauth2/par',
  '/oauth2/token',
  '/oauth2/userinfo',
  '/oauth2/introspect',
  '/oauth2/revoke',
  '/oauth2/register',
  '/api/',
  '/livez',
  '/readyz',
];

type Headers = readonly (readonly [name: string, value: string])[];

/** What the headers follow from. */
interface Place {
  surface: Surface;
  carries_token: boolean;
  https: boolean;
  is_preflight: boolean;
}

/** Sets the headers of `security.md`, before anything else looks at the request, so that no answer can be without them. */
export function securityHeaders({ https }: { https: boolean }) {
  // There are few kinds of places, and every request is at one of them.
  const made = new Map<string, Headers>();
  const headersOf = (path: string, is_preflight: boolean): Headers => {
    const place = { surface: surfaceOf(path), carries_token: carriesToken(path), https, is_preflight };
    const key = `${place.surface} ${place.carries_token} ${is_preflight}`;
    const headers = made.get(key) ?? Object.entries(headersAt(place));
    made.set(key, headers);
    return headers;
  };
  const ofPrograms = new Map(API_PATHS.map((path) => [path, headersOf(path, false)]));
  return (response: ServerResponse, path: string, method: string | undefined): void => {
    const isPreflight = method === 'OPTIONS';
    const headers = (isPreflight ? undefined : ofPrograms.get(path)) ?? headersOf(path, isPreflight);
    for (const [name, value] of headers) response.setHeader(name, value);
  };
}

function headersAt({ surface, carries_token, https, is_preflight }: Place): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'content-security-policy': { page: PAGE_CSP, console: CONSOLE_CSP, api: API_CSP, public_metadata: API_CSP, file: FILE_CSP }[surface],
    'cache-control': surface === 'public_metadata' ? 'public, max-age=300' : 'no-store',
    'referrer-policy': carries_token ? 'no-referrer' : 'same-origin',
    ...(carries_token ? { 'x-robots-tag': 'noindex, nofollow, noarchive' } : {}),
    ...(https ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
    // Public and the same for everyone, so that a cache may keep one answer for all origins.
    ...(surface === 'public_metadata' && !is_preflight ? { 'access-control-allow-origin': '*' } : {}),
    ...(surface === 'page' || surface === 'console' ? { 'cross-origin-opener-policy': 'same-origin' } : {}),
  };
}

/** The address itself is what opens a partner’s page: no link on it may hand it on, and nobody may list it. */
function carriesToken(path: string): boolean {
  return path.startsWith('/partner/');
}

function surfaceOf(path: string): Surface {
  if (path.startsWith('/.well-known/')) return 'public_metadata';
  if (path.startsWith('/logos/')) return 'file';
  if (path === '/console' || path.startsWith('/console/')) return 'console';
  return API_PATHS.some((prefix) => path.startsWith(prefix)) ? 'api' : 'page';
}
