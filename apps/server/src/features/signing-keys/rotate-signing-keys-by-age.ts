import { SIGNING_KEY_MAX_AGE_DAYS, SIGNING_KEY_TYPES, type SigningKeyType } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { rotateSigningKeys } from './rotate-signing-keys.ts';
import { deleteRetiredSigningKeys, lockSigningKeys, selectPublishedSigningKeys } from './signing-key-store.ts';

/** Rotates the kinds whose newest key is too old, and forgets keys that nobody needs; of several instances that notice at once, one does it. */
export async function rotateSigningKeysByAge(ctx: Context): Promise<void> {
  await deleteRetiredSigningKeys(ctx);
  if ((await dueKinds(ctx)).length === 0) return;
  await inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    await lockSigningKeys(tx);
    const ktys = await dueKinds(tx);
    if (ktys.length > 0) await rotateSigningKeys(tx, { ktys });
  });
}

async function dueKinds(ctx: Context): Promise<SigningKeyType[]> {
  const published = await selectPublishedSigningKeys(ctx);
  const oldest = ctx.clock.now().getTime() - SIGNING_KEY_MAX_AGE_DAYS * 24 * 60 * 60 * 1000;
  return SIGNING_KEY_TYPES.filter((type) => {
    const newest = published.find(({ kty }) => kty === type);
    return newest !== undefined && newest.activates_at.getTime() < oldest;
  });
}
