import { errors, type AdapterPayload } from 'oidc-provider';
import type { Context } from '../context.ts';
import { bytesOf, bytesText } from '../platform/rows-parameter.ts';
import { change } from './deferred-writes.ts';
import { expiryOf, withoutId, type PartialAdapter } from './partial-adapter.ts';
import { interactionsById, removeInteraction, saveInteraction } from './artifact-store.ts';
import { placesOf, slotOfEnd } from './slots.ts';

const TABLE = 'interactions';
const PURPOSE = 'interaction';

export function interactionAdapter(ctx: Context): PartialAdapter {
  return {
    async upsert(id, payload, expiresIn) {
      const sealed = bytesText(ctx.keyring.seal(PURPOSE, JSON.stringify(withoutId(payload))));
      const expires_at = expiryOf(ctx, expiresIn);
      // An interaction that is saved once more ends when it would have, to the second; so it stays where it is.
      const end = payload.exp === undefined ? expires_at : new Date(payload.exp * 1000);
      const { id_hash } = placesOf(TABLE, id, ctx);
      const planned = saveInteraction({ slot: slotOfEnd(TABLE, end, ctx.clock.now()), id_hash, payload: sealed, expires_at });
      await change(ctx, { planned, ...identityOf(id) });
    },
    async find(id) {
      const found = await ctx.gather.read(interactionsById(placesOf(TABLE, id, ctx)));
      if (found === null) return undefined;
      return { ...(JSON.parse(ctx.keyring.open(PURPOSE, bytesOf(found.payload))) as AdapterPayload), jti: id };
    },
    async destroy(id) {
      await change(ctx, {
        planned: removeInteraction(placesOf(TABLE, id, ctx)),
        ...identityOf(id),
        lost: () => new errors.SessionNotFound('interaction session not found'),
      });
    },
  };
}

function identityOf(id: string): { keys: string[]; slot: string } {
  const key = `interaction ${id}`;
  return { keys: [key], slot: key };
}
