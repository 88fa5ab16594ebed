import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { EndedSession } from '../logout-deliveries/enqueue-logouts.ts';

/** A signed-in browser, as its user sees it. `session_uid` opens nothing: it can be shown and sent in a form. */
export interface SessionRow {
  session_uid: string;
  user_agent: string | null;
  ip: string | null;
  created_at: Date;
  last_used_at: Date | null;
}

/** Live ones, the latest used first. */
export async function selectSessionsOfUser(ctx: Context, userId: string): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select session_uid, user_agent, ip, created_at, last_used_at from sessions
    where user_id = ${userId} and expires_at > ${ctx.clock.now()}
    order by coalesce(last_used_at, created_at) desc, session_uid`.execute(ctx.db);
  return rows;
}

/** One session of a user, or all but one. */
export type SomeSessions = { user_id: string; session_uid: string } | { user_id: string; except_session_uid: string };

/** Answers with those that were there. */
export async function deleteSomeSessionsOfUser(ctx: Context, which: SomeSessions): Promise<(EndedSession & { session_uid: string })[]> {
  const condition = 'session_uid' in which ? sql`session_uid = ${which.session_uid}` : sql`session_uid <> ${which.except_session_uid}`;
  const { rows } = await sql<EndedSession & { session_uid: string }>`
    delete from sessions where user_id = ${which.user_id} and ${condition}
    returning session_uid, user_id, payload -> 'authorizations' as authorizations`.execute(ctx.db);
  return rows;
}

/** Ends what lives with these sessions; what was granted for lasting access stays (OIDC Core §11). */
export async function revokeFamiliesOfSessions(ctx: Context, input: { session_uids: readonly string[]; reason: string }): Promise<void> {
  await sql`
    update token_families set revoked_at = ${ctx.clock.now()}, revoked_reason = ${input.reason}
    where session_uid = any(${[...input.session_uids]}) and expires_with_session and revoked_at is null`.execute(ctx.db);
}

export async function deleteSessionsOfUser(ctx: Context, userId: string): Promise<EndedSession[]> {
  const { rows } = await sql<EndedSession>`
    delete from sessions where user_id = ${userId} returning user_id, payload -> 'authorizations' as authorizations`.execute(ctx.db);
  return rows;
}

/** Takes a client out of one session, or out of all; answers with what it was in them. */
export async function removeClientFromSessions(ctx: Context, which: { client_id: string; session_uid?: string }): Promise<EndedSession[]> {
  const one = which.session_uid === undefined ? sql`true` : sql`session_uid = ${which.session_uid}`;
  const { rows } = await sql<EndedSession>`
    with before as (
      select session_uid, jsonb_build_object(${which.client_id}::text, payload -> 'authorizations' -> ${which.client_id}::text) as authorizations
      from sessions where jsonb_exists(payload -> 'authorizations', ${which.client_id}) and ${one} for update
    )
    update sessions s set payload = s.payload #- array['authorizations', ${which.client_id}::text]
    from before where before.session_uid = s.session_uid
    returning s.user_id, before.authorizations`.execute(ctx.db);
  return rows;
}

export async function deleteConsoleSessionsOfUser(ctx: Context, userId: string): Promise<void> {
  await sql`delete from console_sessions where user_id = ${userId}`.execute(ctx.db);
}

/** Ends every live token family of the user’s grants; the grants stay. */
export async function revokeFamiliesOfUser(ctx: Context, input: { user_id: string; reason: string }): Promise<void> {
  await sql`
    update token_families set revoked_at = ${ctx.clock.now()}, revoked_reason = ${input.reason}
    where revoked_at is null and grant_id in (select grant_id from grants where user_id = ${input.user_id})`.execute(ctx.db);
}
