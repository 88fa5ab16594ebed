import type { GrantedDetail, GrantedScope, RefusedScope } from '@consentry/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { isLive } from './grant-sql.ts';
import type { GrantTerms } from './grant-terms.ts';

export interface GrantRow extends GrantTerms {
  grant_id: string;
  user_id: string;
  client_id: string;
  scopes: StoredScope[];
  refused_scopes: RefusedScope[];
  /** Beside scopes (RFC 9396). */
  authorization_details: GrantedDetail[];
  last_used_at: Date | null;
  last_used_ip: string | null;
  created_at: Date;
  updated_at: Date;
  revoked_at: Date | null;
  /** The face of the client that consent was given to (see client-face.ts); `null`: an operator’s. */
  approved_client: string | null;
}

/** An instance of an earlier release writes neither text version nor locale. */
export type StoredScope = Pick<GrantedScope, 'resource' | 'scope' | 'granted_at'> & Partial<GrantedScope>;

export interface GrantParties {
  user_id: string;
  client_id: string;
}

export async function selectLiveGrant(ctx: Context, parties: GrantParties): Promise<GrantRow | null> {
  const { rows } = await sql<GrantRow>`
    select g.* from grants g where g.user_id = ${parties.user_id} and g.client_id = ${parties.client_id} and ${isLive(ctx.clock.now())}`.execute(
    ctx.db,
  );
  return rows[0] ?? null;
}

/** The pair’s grant that nobody has revoked, whether it holds or has run out; locked until the transaction ends. */
export async function selectGrantForUpdate(ctx: Context, parties: GrantParties): Promise<(GrantRow & { is_live: boolean }) | null> {
  const { rows } = await sql<GrantRow & { is_live: boolean }>`
    select g.*, ${isLive(ctx.clock.now())} as is_live from grants g
    where g.user_id = ${parties.user_id} and g.client_id = ${parties.client_id} and g.revoked_at is null for update of g`.execute(ctx.db);
  return rows[0] ?? null;
}

export async function selectLiveGrantById(ctx: Context, grantId: string): Promise<GrantRow | null> {
  const { rows } = await sql<GrantRow>`select g.* from grants g where g.grant_id = ${grantId} and ${isLive(ctx.clock.now())}`.execute(
    ctx.db,
  );
  return rows[0] ?? null;
}

/** The same, locked until the transaction ends. */
export async function selectLiveGrantByIdForUpdate(ctx: Context, grantId: string): Promise<GrantRow | null> {
  const { rows } = await sql<GrantRow>`
    select g.* from grants g where g.grant_id = ${grantId} and ${isLive(ctx.clock.now())} for update of g`.execute(ctx.db);
  return rows[0] ?? null;
}

export interface ThirdPartyGrantRow extends GrantRow {
  client_name: string;
  client_disabled: boolean;
}

/** Newest first. The console’s own client stands in no table, so that it is never among them. */
export async function selectThirdPartyGrants(ctx: Context, userId: string): Promise<ThirdPartyGrantRow[]> {
  const { rows } = await sql<ThirdPartyGrantRow>`
    select g.*, c.name as client_name, c.disabled_at is not null as client_disabled from grants g join clients c on c.client_id = g.client_id and c.party = 'third_party'
    where g.user_id = ${userId} and ${isLive(ctx.clock.now())} order by g.created_at desc, g.grant_id desc`.execute(ctx.db);
  return rows;
}

/** Whether the grant was written, and its client has a user more: `false` when another request has just made the pair’s grant. */
export async function insertGrant(ctx: Context, grant: GrantRow): Promise<boolean> {
  const { rows } = await sql`
    with made as (
      insert into grants (grant_id, user_id, client_id, scopes, refused_scopes, authorization_details, duration, expires_at, session_uid, created_at, updated_at,
        approved_client)
      values (${grant.grant_id}, ${grant.user_id}, ${grant.client_id}, ${JSON.stringify(grant.scopes)}::jsonb,
        ${JSON.stringify(grant.refused_scopes)}::jsonb, ${JSON.stringify(grant.authorization_details)}::jsonb, ${grant.duration}, ${grant.expires_at}, ${grant.session_uid}, ${grant.created_at}, ${grant.updated_at},
        ${grant.approved_client})
      on conflict (user_id, client_id) where revoked_at is null do nothing returning client_id
    ), counted as (
      update client_stats s set user_count = s.user_count + 1 from made where s.client_id = made.client_id
    )
    select from made`.execute(ctx.db);
  return rows.length === 1;
}

export async function updateGrantRow(ctx: Context, grant: GrantRow): Promise<void> {
  await sql`
    update grants set scopes = ${JSON.stringify(grant.scopes)}::jsonb, refused_scopes = ${JSON.stringify(grant.refused_scopes)}::jsonb,
      authorization_details = ${JSON.stringify(grant.authorization_details)}::jsonb,
      duration = ${grant.duration}, expires_at = ${grant.expires_at}, session_uid = ${grant.session_uid}, updated_at = ${grant.updated_at},
      approved_client = ${grant.approved_client}
    where grant_id = ${grant.grant_id}`.execute(ctx.db);
}

export async function selectLiveGrantCount(ctx: Context, clientId: string): Promise<number> {
  const { rows } = await sql<{ users: number }>`
    select count(*)::integer as users from grants g where g.client_id = ${clientId} and ${isLive(ctx.clock.now())}`.execute(ctx.db);
  return rows[0]?.users ?? 0;
}

/** Revokes grants with their token families; answers with those that nobody had revoked before. */
export async function updateGrantsRevoked(
  ctx: Context,
  which: ({ grant_id: string } | { client_id: string; unasked?: true }) & { reason: string },
): Promise<GrantRow[]> {
  if ('grant_id' in which) return revokeWhere(ctx, sql`grant_id = ${which.grant_id}`, which.reason);
  const all = sql`client_id = ${which.client_id}`;
  return revokeWhere(ctx, which.unasked === true ? sql`${all} and not ${HOLDS_ASKED}` : all, which.reason);
}

/** What a person was asked for names the words that they read. */
const HOLDS_ASKED = sql`exists (select from jsonb_array_elements(scopes || authorization_details) entry where entry ->> 'text_version' is not null)`;

/** Leaves in a client’s grants what a person was asked for. */
export async function removeUnaskedScopes(ctx: Context, clientId: string): Promise<void> {
  await sql`
    update grants set updated_at = ${ctx.clock.now()}, scopes = ${askedOf('scopes')}, authorization_details = ${askedOf('authorization_details')}
    where client_id = ${clientId} and revoked_at is null and ${HOLDS_ASKED}
      and exists (select from jsonb_array_elements(scopes || authorization_details) entry where entry ->> 'text_version' is null)`.execute(
    ctx.db,
  );
}

function askedOf(column: 'scopes' | 'authorization_details') {
  return sql`(
    select coalesce(jsonb_agg(entry order by place), '[]'::jsonb)
    from jsonb_array_elements(${sql.ref(column)}) with ordinality as entries (entry, place) where entry ->> 'text_version' is not null)`;
}

/** Revokes at most `limit` of the grants that have run out or whose session has ended. Two instances never take the same one. */
export async function updateEndedGrantsRevoked(ctx: Context, limit: number): Promise<GrantRow[]> {
  const ended = sql`grant_id in (
    select g.grant_id from grants g where g.revoked_at is null and (g.expires_at is not null or g.session_uid is not null)
      and not ${isLive(ctx.clock.now())} limit ${limit} for update of g skip locked)`;
  return revokeWhere(ctx, ended, 'ended');
}

/** Clients are locked in one order, so that two that revoke for several never wait for each other. */
async function revokeWhere(ctx: Context, condition: ReturnType<typeof sql>, reason: string): Promise<GrantRow[]> {
  const now = ctx.clock.now();
  const { rows } = await sql<GrantRow>`
    with revoked as (
      update grants set revoked_at = ${now}, updated_at = ${now} where revoked_at is null and ${condition} returning *
    ), per_client as (
      select client_id, count(*)::integer as users from revoked group by client_id
    ), locked as materialized (
      select s.client_id, p.users from client_stats s join per_client p on p.client_id = s.client_id order by s.client_id for update of s
    ), counted as (
      update client_stats s set user_count = s.user_count - l.users from locked l where s.client_id = l.client_id
    )
    select * from revoked`.execute(ctx.db);
  if (rows.length === 0) return [];
  await sql`
    update token_families set revoked_at = ${now}, revoked_reason = ${reason}
    where revoked_at is null and grant_id = any(${rows.map((row) => row.grant_id)})`.execute(ctx.db);
  return rows;
}

export async function removeResourceFromGrants(ctx: Context, resource: string): Promise<void> {
  const entry = sql`jsonb_build_array(jsonb_build_object('resource', ${resource}::text))`;
  await sql`
    update grants set updated_at = ${ctx.clock.now()},
      scopes = ${withoutResource('scopes', resource)}, refused_scopes = ${withoutResource('refused_scopes', resource)},
      authorization_details = ${withoutResource('authorization_details', resource)}
    where revoked_at is null and (scopes @> ${entry} or refused_scopes @> ${entry} or authorization_details @> ${entry})`.execute(ctx.db);
}

function withoutResource(column: 'scopes' | 'refused_scopes' | 'authorization_details', resource: string) {
  return sql`(
    select coalesce(jsonb_agg(entry order by place), '[]'::jsonb)
    from jsonb_array_elements(${sql.ref(column)}) with ordinality as entries (entry, place)
    where entry ->> 'resource' is distinct from ${resource})`;
}
