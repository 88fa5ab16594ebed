import type { Context } from '../context.ts';
import { change } from './deferred-writes.ts';
import { knownPlaceOf, placeOf } from './slots.ts';
import { expiryOf, withoutId, type PartialAdapter } from './partial-adapter.ts';
import { deleteClientCredentialsToken, liveClientCredentialsTokens, saveClientCredentialsToken } from './artifact-store.ts';

const TABLE = 'client_credentials_tokens';

/** Opaque access tokens of the client credentials grant (RFC 6749 §4.4); JWTs are not stored. */
export function clientCredentialsAdapter(ctx: Context): PartialAdapter {
  return {
    async upsert(id, payload, expiresIn) {
      const planned = saveClientCredentialsToken({
        ...knownPlaceOf(TABLE, id),
        client_id: String(payload.clientId),
        payload: withoutId(payload),
        expires_at: expiryOf(ctx, expiresIn),
      });
      await change(ctx, { planned, keys: [] });
    },
    async find(id) {
      const place = placeOf(TABLE, id);
      const found = place === null ? null : await ctx.gather.read(liveClientCredentialsTokens(place));
      return found === null ? undefined : { ...found.payload, jti: id };
    },
    async destroy(id) {
      await deleteClientCredentialsToken(ctx.db, knownPlaceOf(TABLE, id));
    },
  };
}
