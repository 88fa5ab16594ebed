import { InvalidCursor } from './cursor.ts';

/** Where a page of a list with a sort of the caller’s choice ends. */
export interface SortCursor {
  /** What the list is sorted by, and how: a cursor means nothing in another sort. */
  sort: string;
  /** The database’s type of the key. */
  type: 'text' | 'integer' | 'timestamptz';
  key: string | number | Date;
  id: string;
}

const KEYS = {
  text: /^[^\0]*$/,
  integer: /^-?\d{1,9}$/,
  timestamptz: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/,
};

export function encodeSortCursor({ sort, key, id }: SortCursor): string {
  return Buffer.from(JSON.stringify([sort, key instanceof Date ? key.toISOString() : String(key), id])).toString('base64url');
}

/** Throws `InvalidCursor`. */
export function decodeSortCursor(text: string, sort: string, type: SortCursor['type']): SortCursor {
  const parts = parse(text);
  const [of, key, id] = parts;
  if (typeof key !== 'string' || typeof id !== 'string' || id === '' || id.includes('\0') || parts.length !== 3 || !isKey(key, type))
    throw new InvalidCursor('the cursor is not one of ours');
  if (of !== sort) throw new InvalidCursor('the cursor belongs to another sort or order; begin again without it');
  return { sort, type, key, id };
}

function isKey(key: string, type: SortCursor['type']): boolean {
  return KEYS[type].test(key) && key.isWellFormed() && (type !== 'timestamptz' || !Number.isNaN(Date.parse(key)));
}

function parse(text: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(parsed) ? parsed : [];
  } catch (cause) {
    throw new InvalidCursor('the cursor is not one of ours', { cause });
  }
}

/** Cuts `limit + 1` rows into a page; the extra row only tells that there is a next one. */
export function toSortedPage<Row, Item>(
  rows: Row[],
  limit: number,
  map: { item: (row: Row) => Item; cursor: (row: Row) => SortCursor },
): { items: Item[]; next_cursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(map.item),
    next_cursor: rows.length > limit && last !== undefined ? encodeSortCursor(map.cursor(last)) : null,
  };
}
