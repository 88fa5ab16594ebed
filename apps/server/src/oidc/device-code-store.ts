import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import type { NewFamily } from './token-write-store.ts';

export interface StoredDeviceCode {
  id_hash: Buffer;
  family_id: string | null;
  payload: Uint8Array;
  expires_at: Date;
  consumed_at: Date | null;
}

interface SavedDeviceCode {
  id_hash: Buffer;
  user_code_hash: Buffer;
  payload: Buffer;
  expires_at: Date;
}

/** Saves a device code; with a family, the one that everything issued from it will belong to. A decided code is decided once. */
export async function upsertDeviceCode(
  db: Database,
  { code, family }: { code: SavedDeviceCode; family: NewFamily | null },
  now: Date,
): Promise<void> {
  if (family !== null) {
    await sql`
      insert into token_families (family_id, grant_id, session_uid, expires_with_session, created_at, expires_at)
      values (${family.family_id}, ${family.grant_id}, ${family.session_uid}, ${family.expires_with_session}, ${now}, ${family.expires_at})`.execute(
      db,
    );
  }
  const familyId = family?.family_id ?? null;
  await sql`
    insert into device_codes as d (id_hash, user_code_hash, family_id, payload, expires_at)
    values (${code.id_hash}, ${code.user_code_hash}, ${familyId}, ${code.payload}, ${code.expires_at})
    on conflict (id_hash) do update set payload = excluded.payload, family_id = excluded.family_id
    where d.family_id is null and d.consumed_at is null`.execute(db);
}

/** Of a code that somebody allowed, family, grant and client still have to be good. */
const LIVE = sql`
  from device_codes d
  left join token_families f on f.family_id = d.family_id
  left join grants g on g.grant_id = f.grant_id
  where (d.family_id is null or (f.revoked_at is null and g.revoked_at is null))`;

export async function selectDeviceCode(db: Database, idHash: Buffer): Promise<StoredDeviceCode | null> {
  const { rows } = await sql<StoredDeviceCode>`
    select d.id_hash, d.family_id, d.payload, d.expires_at, d.consumed_at ${LIVE} and d.id_hash = ${idHash}`.execute(db);
  return rows[0] ?? null;
}

export async function selectDeviceCodeByUserCode(db: Database, userCodeHash: Buffer): Promise<StoredDeviceCode | null> {
  const { rows } = await sql<StoredDeviceCode>`
    select d.id_hash, d.family_id, d.payload, d.expires_at, d.consumed_at ${LIVE} and d.user_code_hash = ${userCodeHash}`.execute(db);
  return rows[0] ?? null;
}

/** Notes that the device asked; `false` when the time before was less than `interval_seconds` ago (RFC 8628 §3.5). */
export async function pollDeviceCode(db: Database, poll: { id_hash: Buffer; interval_seconds: number }, now: Date): Promise<boolean> {
  const earliest = new Date(now.getTime() - poll.interval_seconds * 1000);
  const { rows } = await sql<{ in_time: boolean }>`
    update device_codes d set last_polled_at = ${now} from (select id_hash, last_polled_at from device_codes where id_hash = ${poll.id_hash}) before
    where d.id_hash = before.id_hash
    returning before.last_polled_at is null or before.last_polled_at <= ${earliest} as in_time`.execute(db);
  return rows[0]?.in_time ?? true;
}

/** Of any number of requests at once, on any instance, one gets `true`. */
export async function consumeDeviceCode(db: Database, idHash: Buffer, now: Date): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update device_codes set consumed_at = ${now} where id_hash = ${idHash} and consumed_at is null`.execute(db);
  return numAffectedRows === 1n;
}
