import { errors, Provider, type AdapterPayload } from 'oidc-provider';
import type { Context } from '../context.ts';
import { hashToken } from '../platform/keyring.ts';
import { inTransaction } from '../platform/transaction.ts';
import { clientPolicy } from './client-metadata.ts';
import {
  consumeDeviceCode,
  pollDeviceCode,
  selectDeviceCode,
  selectDeviceCodeByUserCode,
  upsertDeviceCode,
  type StoredDeviceCode,
} from './device-code-store.ts';
import { epochSeconds, LIFETIMES } from './lifetimes.ts';
import { expiryOf, withoutId, type PartialAdapter } from './partial-adapter.ts';
import { detailsOf, rememberTokenSource, tokenSource } from './token-source.ts';
import { revokeFamily } from './token-store.ts';

const PURPOSE = 'device_code';
/** What the engine holds in place of a device code that it knows by its user code alone. No request can present one. */
const BY_HASH = 'device-code-hash~';

/** Device codes (RFC 8628). The code itself is a bearer secret and stands nowhere; the user code is short, so that its hash has a key. */
export function deviceCodeAdapter(ctx: Context): PartialAdapter {
  const userCodeHash = (userCode: string): Buffer => ctx.keyring.mac('user_code', userCode);
  const present = (row: StoredDeviceCode, jti: string): AdapterPayload => {
    const payload = JSON.parse(ctx.keyring.open(PURPOSE, row.payload)) as AdapterPayload;
    if (row.family_id !== null) remember(row.family_id, payload);
    // The row outlives the code, because a person may still be answering.
    const exp = Math.floor(row.expires_at.getTime() / 1000) - LIFETIMES.interaction;
    return {
      ...payload,
      exp: exp <= epochSeconds(ctx) ? 1 : (payload.exp ?? exp),
      ...(row.consumed_at === null ? {} : { consumed: Math.floor(row.consumed_at.getTime() / 1000) }),
      jti,
    };
  };
  return {
    async upsert(id, payload, expiresIn) {
      const code = {
        id_hash: idHash(id),
        user_code_hash: userCodeHash(String(payload.userCode)),
        payload: ctx.keyring.seal(PURPOSE, JSON.stringify(withoutId(payload))),
        expires_at: expiryOf(ctx, expiresIn + LIFETIMES.interaction),
      };
      await inTransaction(ctx.db, (db) => upsertDeviceCode(db, { code, family: familyOf(ctx, payload) }, ctx.clock.now()));
    },
    async find(id) {
      const hash = idHash(id);
      const row = await selectDeviceCode(ctx.db, hash);
      if (row === null) return undefined;
      const payload = present(row, id);
      if (isPolling()) await assertPatient(ctx, hash, payload);
      return payload;
    },
    async findByUserCode(userCode) {
      const row = await selectDeviceCodeByUserCode(ctx.db, userCodeHash(userCode));
      return row === null ? undefined : present(row, BY_HASH + Buffer.from(row.id_hash).toString('hex'));
    },
    async consume(id) {
      const first = await consumeDeviceCode(ctx.db, idHash(id), ctx.clock.now());
      if (!first) throw new errors.InvalidGrant('device_codes: already used');
    },
    async destroy() {},
    async revokeByGrantId() {
      const source = tokenSource();
      if (source !== undefined) await revokeFamily(ctx.db, source.family_id, ctx.clock.now());
    },
  };
}

function isPolling(): boolean {
  return Provider.ctx?.oidc?.route === 'token';
}

/** Only the engine itself knows a code by its hash; what a device presents is always hashed. */
function idHash(id: string): Buffer {
  return id.startsWith(BY_HASH) && !isPolling() ? Buffer.from(id.slice(BY_HASH.length), 'hex') : hashToken(id);
}

/** RFC 8628 §3.5: a device that asks too often is told to slow down; one whose person has decided is answered. */
async function assertPatient(ctx: Context, hash: Buffer, payload: AdapterPayload): Promise<void> {
  const inTime = await pollDeviceCode(ctx.db, { id_hash: hash, interval_seconds: LIFETIMES.device_poll_interval - 1 }, ctx.clock.now());
  const isDecided = payload.accountId !== undefined || payload.error !== undefined;
  if (!inTime && !isDecided) throw new errors.SlowDown(`wait ${LIFETIMES.device_poll_interval} seconds between two requests`);
}

function familyOf(ctx: Context, payload: AdapterPayload) {
  const client = Provider.ctx?.oidc?.client;
  if (payload.accountId === undefined || payload.grantId === undefined || client === undefined) return null;
  return {
    family_id: ctx.random.id(),
    grant_id: payload.grantId,
    session_uid: payload.sessionUid ?? null,
    expires_with_session: payload.expiresWithSession ?? false,
    expires_at: expiryOf(ctx, clientPolicy(client).ttl_seconds.refresh_token),
  };
}

function remember(familyId: string, payload: AdapterPayload): void {
  rememberTokenSource({
    family_id: familyId,
    scopes: (payload.scope ?? '').split(' ').filter(Boolean),
    resources: [payload['resource'] ?? []].flat().map(String),
    details: detailsOf(payload),
  });
}
