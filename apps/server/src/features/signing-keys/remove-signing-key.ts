import type { SigningKey } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { mutate } from '../audit-events/mutate.ts';
import { countClientsSigningWith } from '../clients/count-clients-signing-with.ts';
import { countResourceServersSigningWith } from '../resource-servers/count-resource-servers-signing-with.ts';
import { presentSigningKey } from './list-signing-keys.ts';
import { retirementAfter } from './rotate-signing-keys.ts';
import {
  deleteSigningKeys,
  lockSigningKeys,
  selectPublishedSigningKeys,
  updateSigningKeyRetirement,
  type SigningKeyRow,
} from './signing-key-store.ts';

/** Removes a key at once, with its private part. Problems: `signing-key-not-found`, `signing-key-in-use`. */
export async function removeSigningKey(ctx: Context, kid: string): Promise<undefined> {
  return mutate(ctx, async (tx) => {
    await lockSigningKeys(tx);
    const published = await selectPublishedSigningKeys(tx);
    const row = published.find((one) => one.kid === kid);
    if (row === undefined) throw new Problem('signing-key-not-found', `No published signing key has the kid “${kid}”.`);
    const kind = published.filter(({ kty }) => kty === row.kty);
    const place = kind.indexOf(row);
    const key = presentSigningKey(row, kind[place - 1], tx.clock.now());
    await deleteSigningKeys(tx, [kid]);
    if (key.state === 'announced') await leaveToPredecessor(tx, kind, place);
    // After the deletion: whoever sets an application up for the key holds it, and was waited for.
    if (key.state === 'active') await assertNotNeeded(tx, key, kind.length > 1);
    return { result: undefined, audit: { action: 'signing_key.removed', details: { kid, kty: key.kty, state: key.state } } };
  });
}

/** The key before goes on signing, until the one after the removed, if any. */
async function leaveToPredecessor(tx: Context, kind: readonly SigningKeyRow[], place: number): Promise<void> {
  const before = kind[place + 1];
  if (before !== undefined) await updateSigningKeyRetirement(tx, before.kid, retirementAfter(kind[place - 1]));
}

async function assertNotNeeded(tx: Context, { kid, kty, algs }: SigningKey, hasOthers: boolean): Promise<void> {
  const inUse = (why: string): Problem => new Problem('signing-key-in-use', `The key “${kid}” signs now, and ${why}.`);
  if (kty !== 'OKP') throw inUse(`${kty} keys are always there; rotate first`);
  if (hasOthers) throw inUse('others of its kind are published; rotate, or remove those first');
  const [clients, apis] = [await countClientsSigningWith(tx, algs), await countResourceServersSigningWith(tx, algs)];
  if (clients + apis > 0) throw inUse(`${clients} clients and ${apis} resource servers are set up for ${algs.join(' or ')}`);
}
