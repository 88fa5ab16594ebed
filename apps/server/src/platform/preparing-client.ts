import { createHash } from 'node:crypto';
import pg from 'pg';

const names = new Map<string, string>();

/**
 * A connection that prepares statements over gathered rows: they are the hot path’s, few, and of one text each. Of others, whose
 * text follows what a person filters by, there may be any number.
 */
export class PreparingClient extends pg.Client {
  override query(...args: unknown[]): never {
    const [text, values] = args;
    if (typeof text === 'string' && Array.isArray(values) && text.includes('json_to_recordset('))
      args.splice(0, 2, { name: nameOf(text), text, values });
    return (super.query as (...args: unknown[]) => never).apply(this, args);
  }
}

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
  names.set(text, name);
  return name;
}
