import { isIP } from 'node:net';

const DOT_SEGMENT = /(^|\/)(\.|%2e){1,2}(?=\/|$)/i;

/**
 * Why an `https` client id cannot name a metadata document, or `null` when it can (draft-ietf-oauth-client-id-metadata-document §3).
 * A host is a name, written as browsers write it, so that people and programs see the same one.
 * @param loopbackHosts hosts with ports on this machine that are let through: for development
 */
export function clientIdUrlProblem(id: string, loopbackHosts: readonly string[]): string | null {
  if (!id.startsWith('https://')) return 'must begin with https://';
  if (!/^[\x21-\x7e]+$/.test(id) || id.includes('\\')) return 'must be made of the characters of a URI; write the host in its xn-- form';
  if (id.includes('#')) return 'must not have a fragment';
  if (!URL.canParse(id)) return 'is not a URL';
  const url = new URL(id);
  const [authority, path] = split(id);
  if (authority.includes('@')) return 'must not contain a user name or password';
  if (path === '') return 'must have a path after the host';
  if (DOT_SEGMENT.test(path)) return 'must not have “.” or “..” in its path';
  if (authority !== url.host) return `must write its host plainly, as “${url.host}”`;
  if (loopbackHosts.includes(url.host)) return null;
  return hostProblem(url.hostname);
}

function hostProblem(hostname: string): string | null {
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return 'must have a host name, not an address';
  if (hostname.endsWith('.')) return 'must not have a host that ends in a dot';
  if (!hostname.includes('.') || hostname.endsWith('.localhost')) return 'must have a host name of the public internet';
  return null;
}

function split(id: string): [string, string] {
  const rest = id.slice('https://'.length);
  const end = rest.search(/[/?]/);
  if (end === -1) return [rest, ''];
  return [rest.slice(0, end), rest[end] === '/' ? (rest.slice(end).split('?')[0] ?? '') : ''];
}
