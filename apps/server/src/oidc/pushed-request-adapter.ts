import { errors, type AdapterPayload } from 'oidc-provider';
import type { Context } from '../context.ts';
import { bytesOf, bytesText } from '../platform/rows-parameter.ts';
import { change } from './deferred-writes.ts';
import { LIFETIMES } from './lifetimes.ts';
import { knownPlaceOf, placeOf } from './slots.ts';
import { expiryOf, withoutId, type PartialAdapter } from './partial-adapter.ts';
import { pushedRequestsById, savePushedRequest, usePushedRequest } from './pushed-request-store.ts';

const TABLE = 'pushed_authorization_requests';
const PURPOSE = 'pushed_authorization_request';

/** Pushed authorization requests (RFC 9126). The engine minds their lifetime; the row outlives it, because a person may still be answering. */
export function pushedRequestAdapter(ctx: Context): PartialAdapter {
  return {
    async upsert(id, payload, expiresIn) {
      const sealed = bytesText(ctx.keyring.seal(PURPOSE, JSON.stringify(withoutId(payload))));
      const expires_at = expiryOf(ctx, expiresIn + LIFETIMES.interaction);
      await change(ctx, { planned: savePushedRequest({ ...knownPlaceOf(TABLE, id), payload: sealed, expires_at }), keys: [] });
    },
    async find(id) {
      const place = placeOf(TABLE, id);
      const row = place === null ? null : await ctx.gather.read(pushedRequestsById(place));
      if (row === null) return undefined;
      const consumed = row.consumed_at === null ? {} : { consumed: Math.floor(Date.parse(row.consumed_at) / 1000) };
      return { ...(JSON.parse(ctx.keyring.open(PURPOSE, bytesOf(row.payload))) as AdapterPayload), ...consumed, jti: id };
    },
    async consume(id) {
      await change(ctx, {
        planned: usePushedRequest({ ...knownPlaceOf(TABLE, id), at: ctx.clock.now() }),
        keys: [`pushed request ${id}`],
        lost: () => new errors.InvalidRequestUri('request_uri is invalid, expired, or was already used'),
      });
    },
  };
}
