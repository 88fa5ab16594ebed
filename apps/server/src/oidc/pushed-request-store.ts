import { sql } from 'kysely';
import { gatheredRead } from '../platform/gathered-reads.ts';
import { gatheredWrite } from '../platform/group-commit.ts';
import { LIKELY_FEW } from '../platform/rows-parameter.ts';
import type { Place } from './slots.ts';

export const savePushedRequest = gatheredWrite<Place & { payload: string; expires_at: Date }>({
  name: 'saved_pushed_requests',
  conditional: false,
  expressions: (rows) => sql`
    saved_pushed_requests as (
      insert into pushed_authorization_requests (slot, id_hash, payload, expires_at)
      select slot, id_hash, payload, expires_at
      from json_to_recordset(${rows}) as r (slot smallint, id_hash bytea, payload bytea, expires_at timestamptz)
    )`,
});

export const pushedRequestsById = gatheredRead<Place, { payload: string; consumed_at: string | null }>({
  name: 'pushed_authorization_requests',
  statement: (keys) => sql`
    select k.n, p.payload, p.consumed_at from json_to_recordset(${keys}) as k (n integer, slot smallint, id_hash bytea)
    cross join lateral (
      select payload, consumed_at from pushed_authorization_requests where slot = k.slot and id_hash = k.id_hash limit 1) p`,
});

/** Of any number of answers to one request, on any instance, one has an effect (RFC 9126 §7.3). */
export const usePushedRequest = gatheredWrite<Place & { at: Date }>({
  name: 'used_pushed_requests',
  conditional: true,
  expressions: (rows) => sql`
    used_pushed_requests as (
      update pushed_authorization_requests p set consumed_at = r.at
      from (select * from json_to_recordset(${rows}) as r (n integer, slot smallint, id_hash bytea, at timestamptz) ${LIKELY_FEW}) r
      where p.slot = r.slot and p.id_hash = r.id_hash and p.consumed_at is null
      returning r.n
    )`,
});
