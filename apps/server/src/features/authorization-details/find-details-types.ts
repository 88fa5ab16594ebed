import type { Context } from '../../context.ts';
import { selectDetailsTypes, type DetailsTypeRow } from './details-type-store.ts';

export type { DetailsTypeRow };

/** Those of the types that an API declares, with one statement; anything may come from a request here. */
export async function findDetailsTypes(ctx: Context, types: readonly string[]): Promise<DetailsTypeRow[]> {
  // PostgreSQL takes neither NUL nor half a surrogate pair.
  const possible = [...new Set(types)].filter((type) => /^[\x21-\x7e]{1,128}$/.test(type));
  return possible.length === 0 ? [] : selectDetailsTypes(ctx, possible);
}
