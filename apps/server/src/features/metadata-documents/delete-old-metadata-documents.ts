import type { Context } from '../../context.ts';
import { deleteMetadataDocuments } from './metadata-document-store.ts';

const KEPT_DAYS = 7;

/** Forgets documents that failed long ago or whose client is gone. */
export async function deleteOldMetadataDocuments(ctx: Context): Promise<void> {
  await deleteMetadataDocuments(ctx, new Date(ctx.clock.now().getTime() - KEPT_DAYS * 24 * 60 * 60 * 1000));
}
