import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import { gatheredRead } from '../platform/gathered-reads.ts';
import { gatheredWrite } from '../platform/group-commit.ts';
import { bytesOf, LIKELY_FEW } from '../platform/rows-parameter.ts';
import type { Place } from './slots.ts';

/** Authorization requests that wait for a person; encrypted, because they hold whatever the client sent. */
export const saveInteraction = gatheredWrite<Place & { payload: string; expires_at: Date }>({
  name: 'saved_interactions',
  conditional: false,
  expressions: (rows) => sql`
    saved_interactions as (
      insert into interactions (slot, id_hash, payload, expires_at)
      select slot, id_hash, payload, expires_at
      from json_to_recordset(${rows}) as r (slot smallint, id_hash bytea, payload bytea, expires_at timestamptz)
      on conflict (slot, id_hash) do update set payload = excluded.payload, expires_at = excluded.expires_at
    )`,
});

export const interactionsById = gatheredRead<{ slots: number[]; id_hash: string }, { slot: number; payload: string }>({
  name: 'interactions',
  statement: (keys) => sql`
    select k.n, i.slot, i.payload from json_to_recordset(${keys}) as k (n integer, slots smallint[], id_hash bytea)
    cross join unnest(k.slots) as s (slot)
    cross join lateral (select slot, payload from interactions where slot = s.slot and id_hash = k.id_hash limit 1) i`,
});

/** An interaction goes on once: of two answers that come at the same moment, one has an effect. */
export const removeInteraction = gatheredWrite<{ slots: number[]; id_hash: string }>({
  name: 'removed_interactions',
  conditional: true,
  expressions: (rows) => sql`
    removed_interactions as (
      delete from interactions i
      using (select * from json_to_recordset(${rows}) as r (n integer, slots smallint[], id_hash bytea) ${LIKELY_FEW}) r,
        unnest(r.slots) as s (slot)
      where i.slot = s.slot and i.id_hash = r.id_hash
      returning r.n
    )`,
});

export const saveClientCredentialsToken = gatheredWrite<Place & { client_id: string; payload: Record<string, unknown>; expires_at: Date }>({
  name: 'saved_client_credentials_tokens',
  conditional: false,
  expressions: (rows) => sql`
    saved_client_credentials_tokens as (
      insert into client_credentials_tokens (slot, id_hash, client_id, payload, expires_at)
      select slot, id_hash, client_id, payload, expires_at
      from json_to_recordset(${rows}) as r (slot smallint, id_hash bytea, client_id text, payload jsonb, expires_at timestamptz)
    )`,
});

/** What is a disabled client’s, or was issued before it was enabled again, is not found. */
export const liveClientCredentialsTokens = gatheredRead<Place, { payload: Record<string, unknown> }>({
  name: 'client_credentials_tokens',
  statement: (keys) => sql`
    select k.n, t.payload from json_to_recordset(${keys}) as k (n integer, slot smallint, id_hash bytea)
    cross join lateral (
      select client_id, payload from client_credentials_tokens where slot = k.slot and id_hash = k.id_hash limit 1) t
    cross join lateral (select disabled_at, tokens_not_before from clients where client_id = t.client_id limit 1) c
    where c.disabled_at is null
      and (c.tokens_not_before is null or to_timestamp((t.payload ->> 'iat')::bigint) >= c.tokens_not_before)`,
});

export async function deleteClientCredentialsToken(db: Database, { slot, id_hash }: Place): Promise<void> {
  await sql`delete from client_credentials_tokens where slot = ${slot} and id_hash = ${bytesOf(id_hash)}`.execute(db);
}
