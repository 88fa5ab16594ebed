import { sql, type RawBuilder } from 'kysely';

/**
 * Any number of rows as one parameter, for `json_to_recordset`: both engines read JSON alike, and one text of a statement, which is
 * prepared once, serves a lone request as well as a hundred.
 */
export function rowsParameter(rows: readonly object[]): RawBuilder<unknown> {
  const numbered = rows.map((row, n) => ({ n, ...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, textOf(value)])) }));
  return sql`${JSON.stringify(numbered)}::json`;
}

/** JSON has no bytes; PostgreSQL reads them from hexadecimal. */
function textOf(value: unknown): unknown {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}` : value;
}
