/** Parameters and members whose value opens something (RFC 6749 §10, RFC 7636 §4.1, RFC 7523 §2.2). */
const SECRET_NAMES = new Set([
  'client_secret',
  'code',
  'code_verifier',
  'access_token',
  'refresh_token',
  'id_token',
  'token',
  'client_assertion',
  'request',
  'authorization',
  'dpop',
]);

const SHOWN_CHARACTERS = 6;

/** A value that opens something, cut to what tells two of them apart. */
export function maskValue(name: string, value: string): string {
  const lower = name.toLowerCase();
  if (!SECRET_NAMES.has(lower)) return value;
  if (lower === 'authorization') return maskAuthorization(value);
  return value.length <= SHOWN_CHARACTERS * 2 ? '•••' : `${value.slice(0, SHOWN_CHARACTERS)}•••`;
}

/** Scheme and, of Basic credentials, the client id: these are what a developer gets wrong (RFC 6749 §2.3.1). */
function maskAuthorization(value: string): string {
  const [scheme = '', credentials = ''] = value.split(' ');
  if (scheme.toLowerCase() !== 'basic') return `${scheme} ${credentials.slice(0, SHOWN_CHARACTERS)}•••`;
  const [id = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
  return `${scheme} base64(${id}:•••)`;
}

/** The query of an address, each value masked by its name. */
export function maskUrl(address: string): string {
  const url = new URL(address);
  const query = [...url.searchParams].map(([name, value]) => `${encodeURIComponent(name)}=${maskedQueryValue(name, value)}`).join('&');
  return query === '' ? url.href : `${url.origin}${url.pathname}?${query}`;
}

function maskedQueryValue(name: string, value: string): string {
  const masked = maskValue(name, value);
  return masked === value ? encodeURIComponent(value) : masked;
}

/** A JSON body with the same members, secrets masked; anything else as it is. */
export function maskJson(text: string): string {
  if (text === '') return text;
  try {
    const masked: unknown = JSON.parse(text, (name: string, value: unknown) =>
      typeof value === 'string' ? maskValue(name, value) : value,
    );
    return JSON.stringify(masked, null, 2);
  } catch {
    // Not JSON: an error page, or a JWT in the place of a body.
    return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text) ? maskValue('token', text) : text.slice(0, 4000);
  }
}
