/** What a change added and took away, line by line. */
export interface ChangedLines {
  added: string[];
  removed: string[];
}

/** For a list, or things by name: the lines that differ. `null` for single values. */
export function changedLines(from: unknown, to: unknown): ChangedLines | null {
  if (!isMany(from) && !isMany(to)) return null;
  const [before, after] = [linesOf(from), linesOf(to)];
  return { added: after.filter((line) => !before.includes(line)), removed: before.filter((line) => !after.includes(line)) };
}

function isMany(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** `{ "https://api.example.com": ["read"] }` → “https://api.example.com: read”. */
function linesOf(value: unknown): string[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => (isMany(item) ? itemLines(item) : linesOf(item)));
  if (!isMany(value)) return [typeof value === 'string' ? value : JSON.stringify(value)];
  if ('kty' in value) return [keyName(value)];
  return Object.entries(value).flatMap(([name, inner]) => linesOf(inner).map((line) => `${name}: ${line}`));
}

/** `[{ "name": "read", "description": "Reads" }]` → “read: description: Reads”. */
function itemLines(item: object): string[] {
  const { name, type, ...rest } = item as { name?: unknown; type?: unknown };
  const title = name ?? type;
  if (typeof title !== 'string') return linesOf(item);
  const lines = linesOf(rest).map((line) => `${title}: ${line}`);
  return lines.length === 0 ? [title] : lines;
}

/** A public key says little; its type and id tell which it is (RFC 7517 §4). */
function keyName(jwk: object): string {
  const members = Object.entries(jwk).filter(([name, value]) => ['kty', 'kid', 'alg', 'crv'].includes(name) && typeof value === 'string');
  return members.map(([name, value]) => `${name} ${String(value)}`).join(', ');
}
