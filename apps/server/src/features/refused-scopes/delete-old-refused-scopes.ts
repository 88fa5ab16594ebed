import type { Context } from '../../context.ts';
import { deleteRefusedScopesBefore } from './refused-scope-store.ts';
import { refusedSince } from './refused-since.ts';

export async function deleteOldRefusedScopes(ctx: Context): Promise<void> {
  await deleteRefusedScopesBefore(ctx, refusedSince(ctx.clock));
}
