import { sql, type RawBuilder } from 'kysely';
import { gatheredWrite } from '../platform/group-commit.ts';
import { LIKELY_FEW } from '../platform/rows-parameter.ts';
import type { Place } from './slots.ts';

export interface NewFamily {
  family_id: string;
  grant_id: string;
  session_uid: string | null;
  expires_with_session: boolean;
  expires_at: Date;
}

interface NewToken extends Place {
  family_id: string;
  payload: Record<string, unknown>;
  expires_at: Date;
}

/** A grant’s last use, and a client’s last sign-in, are written at most so often. */
const LAST_USE = sql.lit('60 seconds');

/** Saves authorization codes, each with the family that everything issued from it belongs to. */
export const saveCode = gatheredWrite<Omit<NewFamily, 'expires_at'> & NewToken & { family_expires_at: Date; at: Date }>({
  name: 'saved_codes',
  conditional: false,
  expressions: (rows) => sql`
    code_rows as materialized (
      select * from json_to_recordset(${rows}) as r (slot smallint, id_hash bytea, family_id text, grant_id text, session_uid text,
        expires_with_session boolean, payload jsonb, expires_at timestamptz, family_expires_at timestamptz, at timestamptz)
    ), code_families as (
      insert into token_families (family_id, grant_id, session_uid, expires_with_session, created_at, expires_at)
      select family_id, grant_id, session_uid, expires_with_session, at, family_expires_at from code_rows
    ), saved_codes as (
      insert into authorization_codes (slot, id_hash, family_id, payload, expires_at)
      select slot, id_hash, family_id, payload, expires_at from code_rows
    )`,
});

// Of two requests that refresh at once, the first saves the successor for both.
export const saveRefreshToken = gatheredWrite<Omit<NewToken, 'slot'>>({
  name: 'saved_refresh_tokens',
  conditional: false,
  expressions: (rows) => sql`
    saved_refresh_tokens as (
      insert into refresh_tokens (id_hash, family_id, payload, expires_at)
      select id_hash, family_id, payload, expires_at
      from json_to_recordset(${rows}) as r (id_hash bytea, family_id text, payload jsonb, expires_at timestamptz)
      on conflict (id_hash) do nothing
    )`,
});

export const saveAccessToken = gatheredWrite<NewToken>({
  name: 'saved_access_tokens',
  conditional: false,
  expressions: (rows) => sql`
    saved_access_tokens as (
      insert into access_tokens (slot, id_hash, family_id, payload, expires_at)
      select slot, id_hash, family_id, payload, expires_at
      from json_to_recordset(${rows}) as r (slot smallint, id_hash bytea, family_id text, payload jsonb, expires_at timestamptz)
    )`,
});

/** A family is kept as long as anything of it is good. */
export const keepFamily = gatheredWrite<{ family_id: string; keep_until: Date }>({
  name: 'kept_families',
  conditional: false,
  expressions: (rows) => sql`
    kept_families as (
      update token_families f set expires_at = r.keep_until
      from (select * from json_to_recordset(${rows}) as r (family_id text, keep_until timestamptz) ${LIKELY_FEW}) r
      where f.family_id = r.family_id and f.expires_at < r.keep_until
    )`,
});

/** A use of a code or refresh token; its family is kept until `keep_until`, if that is later than what holds now. */
export interface TokenUse {
  id_hash: string;
  at: Date;
  ip: string | null;
  keep_until: Date | null;
}

/**
 * Uses codes up: of any number of requests at once, on any instance, one has an effect. For all others the family is revoked in the
 * same statement (RFC 6749 §4.1.2). The one that succeeds is also the grant’s last use and the client’s last sign-in: whoever else
 * writes that just now is not waited for.
 */
export const useCode = gatheredWrite<TokenUse & Place>({
  name: 'used_codes',
  conditional: true,
  expressions: (rows) => sql`
    code_uses as materialized (
      select * from json_to_recordset(${rows}) as r (n integer, slot smallint, id_hash bytea, at timestamptz, ip text, keep_until timestamptz)
      ${LIKELY_FEW}
    ), used_codes as (
      update authorization_codes t set consumed_at = r.at from code_uses r
      where t.slot = r.slot and t.id_hash = r.id_hash and t.consumed_at is null
      returning r.n, t.family_id, r.at, r.ip, r.keep_until
    ), ${familiesOf({ uses: 'code_uses', used: 'used_codes', token: sql`authorization_codes t on t.slot = r.slot and t.id_hash = r.id_hash` })}
    , signing_in as materialized (
      select s.client_id from client_stats s
      where s.client_id in (
          select g.client_id from used_codes u join token_families f on f.family_id = u.family_id join grants g on g.grant_id = f.grant_id)
        and (s.last_sign_in_at is null or s.last_sign_in_at <= (select max(at) from used_codes) - ${LAST_USE}::interval)
      for update of s skip locked
    ), signed_in as (
      update client_stats s set last_sign_in_at = (select max(at) from used_codes) from signing_in i where s.client_id = i.client_id
    )`,
});

/** The same for refresh tokens, which may be repeated for a short while, until their successor is used (RFC 9700 §4.14). */
export const useRefreshToken = gatheredWrite<TokenUse & { since: Date; successor_hash: string }>({
  name: 'used_refresh_tokens',
  conditional: true,
  expressions: (rows) => sql`
    refresh_uses as materialized (
      select * from json_to_recordset(${rows}) as r (n integer, id_hash bytea, at timestamptz, ip text, keep_until timestamptz,
        since timestamptz, successor_hash bytea)
      ${LIKELY_FEW}
    ), used_refresh_tokens as (
      update refresh_tokens t set consumed_at = coalesce(t.consumed_at, r.at) from refresh_uses r
      where t.id_hash = r.id_hash and (t.consumed_at is null or (t.consumed_at > r.since and not exists (
        select from refresh_tokens s where s.id_hash = r.successor_hash and s.consumed_at is not null)))
      returning r.n, t.family_id, r.at, r.ip, r.keep_until
    ), ${familiesOf({ uses: 'refresh_uses', used: 'used_refresh_tokens', token: sql`refresh_tokens t on t.id_hash = r.id_hash` })}`,
});

/** Notes uses of refresh tokens that stay, and moves their end. Without an effect where the token, its family or its grant is not good any more. */
export const extendRefreshToken = gatheredWrite<TokenUse & { expires_at: Date }>({
  name: 'extended_refresh_tokens',
  conditional: true,
  expressions: (rows) => sql`
    extensions as materialized (
      select * from json_to_recordset(${rows}) as r (n integer, id_hash bytea, at timestamptz, ip text, keep_until timestamptz,
        expires_at timestamptz)
      ${LIKELY_FEW}
    ), extended_refresh_tokens as (
      update refresh_tokens t set expires_at = r.expires_at from extensions r
        join refresh_tokens live on live.id_hash = r.id_hash
        join token_families f on f.family_id = live.family_id and f.revoked_at is null
        join grants g on g.grant_id = f.grant_id and g.revoked_at is null
      where t.id_hash = r.id_hash and t.consumed_at is null
      returning r.n, t.family_id, r.at, r.ip, r.keep_until
    ), ${keptAndNoted({ used: 'extended_refresh_tokens' })}`,
});

/** The family of what was used lives on; that of what could not be used is revoked. One statement changes a row once. */
function familiesOf({ uses, used, token }: { uses: string; used: string; token: RawBuilder<unknown> }): RawBuilder<unknown> {
  return sql`${sql.table(`families_of_${used}`)} as (
      update token_families f set
        expires_at = case when u.n is null then f.expires_at else greatest(f.expires_at, u.keep_until) end,
        revoked_at = case when u.n is null then r.at else f.revoked_at end,
        revoked_reason = case when u.n is null then 'reuse' else f.revoked_reason end
      from ${sql.table(uses)} r
        join ${token}
        left join ${sql.table(used)} u on u.n = r.n
      where f.family_id = t.family_id and ((u.n is null and f.revoked_at is null) or u.keep_until > f.expires_at)
    ), ${grantsOf(used)}`;
}

function keptAndNoted({ used }: { used: string }): RawBuilder<unknown> {
  return sql`${sql.table(`families_of_${used}`)} as (
      update token_families f set expires_at = u.keep_until from ${sql.table(used)} u
      where f.family_id = u.family_id and f.expires_at < u.keep_until
    ), ${grantsOf(used)}`;
}

function grantsOf(used: string): RawBuilder<unknown> {
  return sql`${sql.table(`grants_of_${used}`)} as (
      update grants g set last_used_at = u.at, last_used_ip = u.ip
      from ${sql.table(used)} u join token_families f on f.family_id = u.family_id
      where g.grant_id = f.grant_id and (g.last_used_at is null or g.last_used_at <= u.at - ${LAST_USE}::interval)
    )`;
}
