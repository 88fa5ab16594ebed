/** Where a page of a list ends: the sort key of its last row. */
export interface Cursor {
  at: Date;
  id: string;
}

/** The cursor did not come from us. */
export class InvalidCursor extends Error {
  override name = 'InvalidCursor';
}

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(`${cursor.at.toISOString()} ${cursor.id}`).toString('base64url');
}

/** Throws `InvalidCursor`. */
export function decodeCursor(text: string): Cursor {
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString('utf8').split(' ', 2);
  const date = new Date(at);
  // Four digits of year: what PostgreSQL can hold is less than what a date can.
  if (!/^\d{4}-/.test(at) || Number.isNaN(date.getTime()) || id === '' || id.includes('\0'))
    throw new InvalidCursor('the cursor is not one of ours');
  return { at: date, id };
}

/** Cuts `limit + 1` rows into a page; the extra row only tells that there is a next one. */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number,
  map: { item: (row: Row) => Item; cursor: (row: Row) => Cursor },
): { items: Item[]; next_cursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(map.item),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor(map.cursor(last)) : null,
  };
}
