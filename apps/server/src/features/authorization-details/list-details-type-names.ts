import type { Context } from '../../context.ts';
import { selectDetailsTypeNames } from './details-type-store.ts';

/** All types that some API declares (`authorization_details_types_supported`, RFC 9396 §10). */
export async function listDetailsTypeNames(ctx: Context): Promise<string[]> {
  return selectDetailsTypeNames(ctx);
}
