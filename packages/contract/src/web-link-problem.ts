const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Says why a link of others may not be shown to people, or `null` when it may: https (http on loopback alone), nothing that only looks
 * like a host. What is refused here never reaches a page: `javascript:` and `data:` would run in ours.
 */
export function webLinkProblem(uri: string): string | null {
  if (!/^https?:\/\//i.test(uri)) return 'must begin with https:// (or http:// for localhost)';
  // A parser would drop some of these and escape others; what people read has to be where they go.
  if (/[^\x21-\x7e]|\\/.test(uri)) return 'must be printable ASCII without spaces and backslashes; percent-encode other characters';
  if (!URL.canParse(uri)) return 'is not a URL';
  const url = new URL(uri);
  if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname)) return 'must begin with https:// (http:// is for localhost alone)';
  if (url.username !== '' || url.password !== '') return 'must not contain a user name or password before the host';
  return null;
}
