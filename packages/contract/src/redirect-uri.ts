export type AppTypeForRedirects = 'traditional_web' | 'single_page' | 'native' | 'machine_to_machine';

const MAX_LENGTH = 2048;
const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);
const REVERSE_DOMAIN = /^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$/;
const URI_CHARACTERS = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/;

/** Whether a host, as `URL` gives it, is the machine itself (RFC 8252 §7.3). */
export function isLoopbackHost(hostname: string): boolean {
  return LOOPBACK_HOSTS.has(hostname);
}

/**
 * Says why a redirect URI cannot be registered for an application of this type, or `null` when it can.
 * The rules: absolute and without fragment (RFC 6749 §3.1.2), exact and without wildcard (RFC 9700 §4.1.3),
 * https except on loopback (RFC 8252 §7.3), custom schemes only for native applications and in reverse-domain form (§7.1).
 * Whatever two parsers could read in two ways is refused: the browser must go where the operator saw it would.
 */
export function redirectUriProblem(uri: string, appType: AppTypeForRedirects): string | null {
  if (appType === 'machine_to_machine') return 'machine-to-machine applications have no redirect URIs; remove it';
  const problem = characterProblem(uri);
  if (problem !== null) return problem;
  if (!URL.canParse(uri)) return 'must be an absolute URI such as https://app.example.com/callback';
  const url = new URL(uri);
  if (url.protocol === 'https:' || url.protocol === 'http:') return webProblem(uri, url);
  return customSchemeProblem(uri, appType);
}

function characterProblem(uri: string): string | null {
  if (/[\u0000-\u0020\u007f-\u00a0]/.test(uri)) return 'must not contain spaces or control characters';
  if (uri.length > MAX_LENGTH) return `must not be longer than ${MAX_LENGTH} characters`;
  if (uri.includes('#')) return 'must not have a fragment (the part after “#”)';
  if (uri.includes('*')) return 'must not contain a wildcard; register each URI in full';
  if (uri.includes('\\')) return 'must not contain a backslash';
  if (!URI_CHARACTERS.test(uri))
    return 'must be made of the characters of a URI (RFC 3986 §2); percent-encode others, and write the host in its xn-- form';
  if (/%(?![0-9A-Fa-f]{2})/.test(uri)) return 'must have two hexadecimal digits after each “%”';
  return null;
}

function webProblem(uri: string, url: URL): string | null {
  const authority = /^https?:\/\/([^/?]+)/i.exec(uri)?.[1];
  if (authority === undefined) return 'must have a host directly after “//”';
  if (authority.includes('@')) return 'must not contain a user name or password';
  // Browsers rewrite 127.1, 0x7f.1, %6c or an empty port; others may not.
  const host = authority.replace(/:\d+$/, '').toLowerCase();
  if (host !== url.hostname) return `must write its host plainly, as “${url.hostname}”`;
  if (host.endsWith('.')) return 'must not have a host that ends in a dot';
  if (url.protocol === 'http:' && !isLoopbackHost(host)) return 'must use https; http is only for localhost, 127.0.0.1 and [::1]';
  return null;
}

function customSchemeProblem(uri: string, appType: AppTypeForRedirects): string | null {
  const [scheme = '', rest = ''] = uri.split(/:(.*)/s);
  if (/^\d/.test(rest) || scheme === 'localhost') return 'must begin with https:// (or http:// for localhost)';
  if (appType !== 'native') return `must use https; the scheme “${scheme}” is only for native applications, in reverse-domain form`;
  if (!REVERSE_DOMAIN.test(scheme))
    return `must use a scheme in reverse-domain form and lower case such as com.example.app, not “${scheme}” (RFC 8252 §7.1)`;
  if (!rest.startsWith('/')) return 'must have “/” after the scheme, such as com.example.app:/callback (RFC 8252 §7.1)';
  if (/^\/\/[^/?]*@/.test(rest)) return 'must not contain a user name or password';
  return null;
}
