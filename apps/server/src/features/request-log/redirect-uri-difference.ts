/** How two redirect URIs differ, in words for the developer; redirect URIs are compared character by character (RFC 9700 §4.1.3). */
export function redirectUriDifference(came: string, registered: string): string {
  if (came === registered) return 'they are the same';
  if (!URL.canParse(came)) return 'what came is not an absolute URI';
  const [left, right] = [new URL(came), new URL(registered)];
  const parts = [
    ...schemeDifference(left, right),
    ...hostDifference(left, right),
    ...portDifference(left, right),
    ...pathDifference(left.pathname, right.pathname),
    ...(left.search === right.search ? [] : [queryDifference(left.search, right.search)]),
    ...(left.hash === right.hash ? [] : ['what came has a fragment (the part after “#”)']),
  ];
  return parts.length === 0 ? 'they are written differently, though they mean the same address' : parts.join('; ');
}

/** The registered URI that is most like what came, or `null` when none is registered. */
export function nearestRedirectUri(came: string, registered: readonly string[]): string | null {
  const [nearest] = registered.map((uri) => ({ uri, distance: distanceBetween(came, uri) })).toSorted((a, b) => a.distance - b.distance);
  return nearest?.uri ?? null;
}

function schemeDifference(came: URL, registered: URL): string[] {
  if (came.protocol === registered.protocol) return [];
  return [`the scheme: ${came.protocol.slice(0, -1)} came, ${registered.protocol.slice(0, -1)} is registered`];
}

function hostDifference(came: URL, registered: URL): string[] {
  if (came.hostname === registered.hostname) return [];
  return [`the host: ${came.hostname || '(none)'} came, ${registered.hostname || '(none)'} is registered`];
}

function portDifference(came: URL, registered: URL): string[] {
  if (came.port === registered.port) return [];
  return [`the port: ${came.port || '(none)'} came, ${registered.port || '(none)'} is registered`];
}

function pathDifference(came: string, registered: string): string[] {
  if (came === registered) return [];
  if (came === `${registered}/`) return ['a slash at the end that is not registered'];
  if (`${came}/` === registered) return ['the slash at the end is missing'];
  if (came.toLowerCase() === registered.toLowerCase()) return ['upper and lower case in the path'];
  return [`the path: ${came} came, ${registered} is registered`];
}

function queryDifference(came: string, registered: string): string {
  if (registered === '') return 'a query (the part after “?”) that is not registered';
  return came === '' ? 'the query (the part after “?”) is missing' : 'the query (the part after “?”) differs';
}

/** Parts count more than letters: another host is further away than a slash. */
function distanceBetween(came: string, registered: string): number {
  if (!URL.canParse(came)) return editDistance(came, registered);
  const [left, right] = [new URL(came), new URL(registered)];
  const weights = [
    left.hostname === right.hostname ? 0 : 1000 + editDistance(left.hostname, right.hostname),
    left.protocol === right.protocol ? 0 : 100,
    left.port === right.port ? 0 : 100,
    left.pathname === right.pathname ? 0 : 10 + editDistance(left.pathname, right.pathname),
    left.search === right.search ? 0 : 5,
  ];
  return weights.reduce((sum, weight) => sum + weight, 0);
}

const COMPARED = 80;

/** Levenshtein distance; long values are cut, because a stranger chooses them. */
function editDistance(left: string, right: string): number {
  const [a, b] = [left.slice(0, COMPARED), right.slice(0, COMPARED)];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
