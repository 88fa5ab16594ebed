import type { FieldError } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { findDetailsTypes } from '../authorization-details/find-details-types.ts';

/** Every entry of a ceiling must be a type that an API declares. */
export async function detailsTypeErrors(ctx: Context, types: string[]): Promise<FieldError[]> {
  const known = new Set((await findDetailsTypes(ctx, types)).map(({ type }) => type));
  return types.flatMap((type, index) =>
    known.has(type) ? [] : [{ pointer: `#/authorization_details_types/${index}`, detail: `no resource server has the type “${type}”` }],
  );
}
