import { sql } from 'kysely';

/** What a column of a row can be given: what JSON has, and times. */
export type RowValue = string | number | boolean | null | Date | readonly number[] | { readonly [name: string]: unknown };

/**
 * Any number of rows as one parameter, for `json_to_recordset`: both engines read JSON alike, and one text of a statement, which is
 * prepared once, serves a lone request as well as a hundred. Each row has its number as `n`.
 */
export function rowsJson(rows: readonly object[]): string {
  return JSON.stringify(rows.map((row, n) => ({ n, ...row })));
}

/** JSON has no bytes; PostgreSQL reads them from hexadecimal. */
export function bytesText(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}

/** What `bytesText` made, or PostgreSQL answered. */
export function bytesOf(text: string): Buffer {
  return Buffer.from(text.slice(2), 'hex');
}

/**
 * Ends the select of rows by which others are changed. The planner would guess a hundred of them, find it cheaper to read the other
 * table whole while that is nearly empty, and keep to this plan; a limit that it does not know lets it guess ten.
 */
export const LIKELY_FEW = sql`limit (select 1000000)`;
