import { sql, type RawBuilder } from 'kysely';

/**
 * Any number of rows as one parameter, for `json_to_recordset`: both engines read JSON alike, and one text of a statement, which is
 * prepared once, serves a lone request as well as a hundred.
 */
export function rowsParameter(rows: readonly object[]): RawBuilder<unknown> {
  return sql`${JSON.stringify(rows.map(numbered))}::json`;
}

/**
 * Ends the select of rows by which others are changed. The planner would guess a hundred of them, find it cheaper to read the other
 * table whole while that is nearly empty, and keep to this plan; a limit that it does not know lets it guess ten.
 */
export const LIKELY_FEW = sql`limit (select 1000000)`;

function numbered(row: object, n: number): Record<string, unknown> {
  const made: Record<string, unknown> = { n };
  for (const [name, value] of Object.entries(row)) made[name] = textOf(value);
  return made;
}

/** JSON has no bytes; PostgreSQL reads them from hexadecimal. */
function textOf(value: unknown): unknown {
  return value instanceof Uint8Array ? `\\x${hexOf(value)}` : value;
}

function hexOf(bytes: Uint8Array): string {
  return (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes)).toString('hex');
}
