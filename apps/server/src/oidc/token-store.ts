import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { GrantRow } from '../features/grants/find-grant.ts';
import { grantOfJson, isLive, type GrantJson } from '../features/grants/grant-sql.ts';
import { ACCOUNT_JSON, accountOfJson, type AccountJson, type AccountUser } from '../features/users/account-sql.ts';
import type { Database } from '../platform/database.ts';
import { NOW } from '../platform/gathered-statement.ts';
import { gatheredRead } from '../platform/gathered-reads.ts';
import { hashTokenText } from '../platform/keyring.ts';
import { bytesOf } from '../platform/rows-parameter.ts';
import { isMarked, knownPlaceOf, placeOf, type Place } from './slots.ts';
import type { NewFamily } from './token-write-store.ts';

export type TokenTable = 'authorization_codes' | 'refresh_tokens' | 'access_tokens';

/** The token as the engine saved it, if it, its family and its grant are still good. */
interface StoredToken {
  family_id: string;
  payload: Record<string, unknown>;
  consumed_at: Date | null;
  expires_at: Date;
}

interface LiveTokenRow extends Omit<StoredToken, 'consumed_at' | 'expires_at'> {
  consumed_at: string | null;
  expires_at: string;
  /** The browser session that the token ends with; both are `null` when it ends with none. */
  session_uid: string | null;
  session_payload: Record<string, unknown> | null;
  grant_row: GrantJson;
  grant_is_live: boolean;
  user_row: AccountJson | null;
  client_updated_at: string | null;
}

const READS = {
  authorization_codes: liveTokens('authorization_codes'),
  refresh_tokens: liveTokens('refresh_tokens'),
  access_tokens: liveTokens('access_tokens'),
};

/** A token with what every use of it needs besides. */
export interface LiveToken extends StoredToken {
  /** The browser session that the token ends with, as it is stored; `payload` is `null` when it has ended. */
  session: { session_uid: string; payload: Record<string, unknown> | null } | null;
  grant: GrantRow;
  /** Whether the grant holds at this moment. */
  grant_is_live: boolean;
  user: AccountUser | null;
  /** When the client that the user allowed something was last changed; `null`: it is not stored (the console). */
  client_updated_at: Date | null;
}

/** One look-up tells token, family, grant, user and client: what was revoked, or is a disabled client’s, is not found. */
export async function findLiveToken({ gather }: Context, table: TokenTable, id: string): Promise<LiveToken | null> {
  const place = tokenPlace(table, id);
  const row = place === null ? null : await gather.read(READS[table](place));
  if (row === null) return null;
  const { family_id, payload, grant_row, grant_is_live, user_row, session_uid, session_payload } = row;
  const session = session_uid === null ? null : { session_uid, payload: session_payload };
  return {
    family_id,
    payload,
    consumed_at: row.consumed_at === null ? null : new Date(row.consumed_at),
    expires_at: new Date(row.expires_at),
    session,
    grant: grantOfJson(grant_row),
    grant_is_live,
    user: user_row === null ? null : accountOfJson(user_row),
    client_updated_at: row.client_updated_at === null ? null : new Date(row.client_updated_at),
  };
}

/** A family that begins with a token for which nothing is stored: an exchanged JWT. */
export async function insertFamily(
  db: Database,
  family: Pick<NewFamily, 'family_id' | 'grant_id' | 'expires_at'>,
  now: Date,
): Promise<void> {
  await sql`
    insert into token_families (family_id, grant_id, session_uid, expires_with_session, created_at, expires_at)
    values (${family.family_id}, ${family.grant_id}, null, false, ${now}, ${family.expires_at})`.execute(db);
}

function liveTokens(table: TokenTable) {
  const consumedAt = table === 'access_tokens' ? sql`null::timestamptz as consumed_at` : sql`t.consumed_at`;
  return gatheredRead<Place, LiveTokenRow>({
    name: table,
    // Each look-up stands by itself, in the one order that is good however many rows there are, and is planned by itself: by what is
    // unique alone, so that no other index than that is thought of.
    statement: (keys) => sql`
      select k.n, t.family_id, t.payload, t.expires_at, t.consumed_at, to_json(g) as grant_row, ${isLive(NOW)} as grant_is_live,
        ${ACCOUNT_JSON} as user_row, case when f.expires_with_session then f.session_uid end as session_uid, b.payload as session_payload,
        c.updated_at as client_updated_at
      from json_to_recordset(${keys}) as k (n integer, slot smallint, id_hash bytea)
      cross join lateral (
        select t.family_id, t.payload, t.expires_at, ${consumedAt} from ${sql.table(table)} t where ${isAt(table)} limit 1) t
      cross join lateral (select * from token_families where family_id = t.family_id limit 1) f
      cross join lateral (select * from grants where grant_id = f.grant_id limit 1) g
      left join lateral (select * from users where user_id = g.user_id limit 1) u on true
      left join lateral (select disabled_at, tokens_not_before, updated_at from clients where client_id = g.client_id limit 1) c on true
      left join lateral (
        select payload from sessions where f.expires_with_session and session_uid = f.session_uid limit 1) b on true
      where f.revoked_at is null and g.revoked_at is null and c.disabled_at is null and (c.tokens_not_before is null or f.created_at >= c.tokens_not_before)`,
  });
}

/** Where a token would stand; `null` when it is one of another kind. Refresh tokens live long, and are found by their hash alone. */
export function tokenPlace(table: TokenTable, id: string): Place | null {
  if (table !== 'refresh_tokens') return placeOf(table, id);
  return isMarked(id) ? null : { slot: 0, id_hash: hashTokenText(id) };
}

function isAt(table: TokenTable) {
  return table === 'refresh_tokens' ? sql`t.id_hash = k.id_hash` : sql`t.slot = k.slot and t.id_hash = k.id_hash`;
}

export interface StoredFate {
  payload: Record<string, unknown>;
  expires_at: Date;
  consumed_at: Date | null;
  revoked_at: Date | null;
  revoked_reason: string | null;
}

/** What became of a token, also of one that opens nothing any more. */
export async function selectTokenFate(db: Database, { table, slot, id_hash }: Place & { table: TokenTable }): Promise<StoredFate | null> {
  const consumedAt = table === 'access_tokens' ? sql`null::timestamptz as consumed_at` : sql`t.consumed_at`;
  const { rows } = await sql<StoredFate>`
    select t.payload, t.expires_at, ${consumedAt}, coalesce(f.revoked_at, g.revoked_at) as revoked_at,
      coalesce(f.revoked_reason, case when g.revoked_at is not null then 'grant' end) as revoked_reason
    from ${sql.table(table)} t
    join token_families f on f.family_id = t.family_id
    join grants g on g.grant_id = f.grant_id
    where t.id_hash = ${bytesOf(id_hash)} and ${table === 'refresh_tokens' ? sql`true` : sql`t.slot = ${slot}`}`.execute(db);
  return rows[0] ?? null;
}

export async function deleteToken(db: Database, table: Exclude<TokenTable, 'refresh_tokens'>, id: string): Promise<void> {
  const { slot, id_hash } = knownPlaceOf(table, id);
  await sql`delete from ${sql.table(table)} where slot = ${slot} and id_hash = ${bytesOf(id_hash)}`.execute(db);
}

/** A refresh token ends with its family (RFC 7009 §2.1); the row stays until it expires, so that it can be said what became of it. */
export async function revokeFamilyOfRefreshToken(db: Database, idHash: Buffer, now: Date): Promise<void> {
  await sql`
    update token_families set revoked_at = ${now}, revoked_reason = 'revoked'
    where family_id = (select family_id from refresh_tokens where id_hash = ${idHash}) and revoked_at is null`.execute(db);
}

export async function revokeFamily(db: Database, familyId: string, now: Date): Promise<void> {
  await sql`
    update token_families set revoked_at = ${now}, revoked_reason = 'revoked' where family_id = ${familyId} and revoked_at is null`.execute(
    db,
  );
}

/** Sign-out ends what lives with the session; what was granted for lasting access stays (OIDC Core §11). */
export async function revokeSessionFamilies(db: Database, input: { grant_id: string; session_uid: string }, now: Date): Promise<void> {
  await sql`
    update token_families set revoked_at = ${now}, revoked_reason = 'sign_out'
    where grant_id = ${input.grant_id} and session_uid = ${input.session_uid} and expires_with_session and revoked_at is null`.execute(db);
}

export async function revokeFamiliesOfSession(db: Database, sessionUid: string, now: Date): Promise<void> {
  await sql`
    update token_families set revoked_at = ${now}, revoked_reason = 'sign_out'
    where session_uid = ${sessionUid} and expires_with_session and revoked_at is null`.execute(db);
}
