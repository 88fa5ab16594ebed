import { sql } from 'kysely';
import type { EndedSession } from '../features/logout-deliveries/enqueue-logouts.ts';
import { isLive, type GrantJson } from '../features/grants/grant-sql.ts';
import { ACCOUNT_JSON, type AccountJson } from '../features/users/account-sql.ts';
import type { Database } from '../platform/database.ts';
import { NOW } from '../platform/gathered-statement.ts';
import { gatheredRead } from '../platform/gathered-reads.ts';
import { gatheredWrite } from '../platform/group-commit.ts';
import type { SessionVisitor } from './session-visitor.ts';

export interface StoredSession {
  id_hash: string;
  payload: Record<string, unknown>;
}

interface NewSession {
  session_uid: string;
  id_hash: string;
  user_id: string | null;
  payload: Record<string, unknown>;
  expires_at: Date;
  user_agent: string | null;
  ip: string | null;
  at: Date;
  /** The running request began with this session. */
  was_found: boolean;
}

/** The last use is told to the minute: more would be a write for each request. */
export const LAST_USE_STEP_SECONDS = 60;
const LAST_USE_STEP = sql.lit(`${LAST_USE_STEP_SECONDS} seconds`);

/**
 * Saves sessions under their `uid`. Two tabs that finish at once both keep their clients, because `authorizations` are merged.
 * A session that was ended while a request with it was under way stays ended (I4 of the invariants).
 * `created_at` is since when this user is signed in; signing in once more doesn't move it.
 */
export const saveSession = gatheredWrite<NewSession>({
  name: 'saved_sessions',
  conditional: false,
  expressions: (rows) => sql`
    saved_sessions as (
      insert into sessions as s (session_uid, id_hash, user_id, payload, expires_at, user_agent, ip, created_at, last_used_at)
      select r.session_uid, r.id_hash, r.user_id, r.payload, r.expires_at, r.user_agent, r.ip, r.at, r.at
      from json_to_recordset(${rows}) as r (session_uid text, id_hash bytea, user_id text, payload jsonb, expires_at timestamptz,
        user_agent text, ip text, at timestamptz, was_found boolean)
      where not r.was_found or exists (select from sessions x where x.session_uid = r.session_uid)
      on conflict (session_uid) do update set
        id_hash = excluded.id_hash,
        user_id = excluded.user_id,
        payload = case
          when s.user_id is not distinct from excluded.user_id and s.payload ? 'authorizations' and excluded.payload ? 'authorizations'
          then excluded.payload || jsonb_build_object('authorizations', (s.payload -> 'authorizations') || (excluded.payload -> 'authorizations'))
          else excluded.payload end,
        expires_at = excluded.expires_at,
        user_agent = coalesce(excluded.user_agent, s.user_agent),
        ip = coalesce(excluded.ip, s.ip),
        created_at = case when s.user_id is distinct from excluded.user_id then excluded.created_at else s.created_at end,
        last_used_at = case when s.last_used_at > excluded.last_used_at - ${LAST_USE_STEP}::interval then s.last_used_at else excluded.last_used_at end
    )`,
});

/** Notes that a session was used, at most once a minute. */
export async function updateSessionUse(db: Database, use: { session_uid: string; visitor: SessionVisitor }, now: Date): Promise<void> {
  await sql`
    update sessions set last_used_at = ${now}, user_agent = coalesce(${use.visitor.user_agent}, user_agent), ip = coalesce(${use.visitor.ip}, ip)
    where session_uid = ${use.session_uid} and (last_used_at is null or last_used_at <= ${lastUseBefore(now)})`.execute(db);
}

function lastUseBefore(now: Date): Date {
  return new Date(now.getTime() - LAST_USE_STEP_SECONDS * 1000);
}

/** A session with what an authorization request of this client needs besides. */
interface SessionVisit extends StoredSession {
  expires_at: string;
  last_used_at: string | null;
  user_agent: string | null;
  ip: string | null;
  user_row: AccountJson | null;
  /** The user’s grant for the client, if it holds now. */
  grant_row: GrantJson | null;
}

export const sessionVisits = gatheredRead<{ id_hash: string; client_id: string | null }, SessionVisit>({
  name: 'session_visits',
  statement: (keys) => sql`
    select k.n, v.id_hash, v.payload, v.expires_at, v.last_used_at, v.user_agent, v.ip, ${ACCOUNT_JSON} as user_row, to_json(g) as grant_row
    from json_to_recordset(${keys}) as k (n integer, id_hash bytea, client_id text)
    cross join lateral (select * from sessions where id_hash = k.id_hash limit 1) v
    left join lateral (select * from users where user_id = v.user_id limit 1) u on true
    left join lateral (
      select * from grants g where g.user_id = v.user_id and g.client_id = k.client_id and ${isLive(NOW)} limit 1) g on true`,
});

/** The session behind an interaction of this client, with its user and what that user has granted. */
export const visitsByUid = gatheredRead<
  { session_uid: string; client_id: string },
  { user_id: string | null; user_row: AccountJson | null; grant_row: GrantJson | null }
>({
  name: 'visits_by_uid',
  statement: (keys) => sql`
    select k.n, v.user_id, ${ACCOUNT_JSON} as user_row, to_json(g) as grant_row
    from json_to_recordset(${keys}) as k (n integer, session_uid text, client_id text)
    cross join lateral (select * from sessions where session_uid = k.session_uid and expires_at > ${NOW} limit 1) v
    left join lateral (select * from users where user_id = v.user_id limit 1) u on true
    left join lateral (
      select * from grants g where g.user_id = v.user_id and g.client_id = k.client_id and ${isLive(NOW)} limit 1) g on true`,
});

export const sessionsByUid = gatheredRead<{ session_uid: string }, StoredSession>({
  name: 'sessions_by_uid',
  statement: (keys) => sql`
    select k.n, v.id_hash, v.payload from json_to_recordset(${keys}) as k (n integer, session_uid text)
    cross join lateral (select id_hash, payload from sessions where session_uid = k.session_uid limit 1) v`,
});

export async function deleteSession(db: Database, idHash: Buffer): Promise<EndedSession[]> {
  const { rows } = await sql<EndedSession>`
    delete from sessions where id_hash = ${idHash}
    returning user_id, payload -> 'authorizations' as authorizations`.execute(db);
  return rows;
}
