import { sql } from 'kysely';
import { isLive, type GrantJson } from '../features/grants/grant-sql.ts';
import { ACCOUNT_JSON, type AccountJson } from '../features/users/account-sql.ts';
import { NOW } from '../platform/gathered-statement.ts';
import { gatheredRead } from '../platform/gathered-reads.ts';

export interface GrantAndUser {
  grant_row: GrantJson;
  user_row: AccountJson | null;
}

/** Grants that hold, with their users. */
export const liveGrantsById = gatheredRead<{ grant_id: string }, GrantAndUser>({
  name: 'grants_by_id',
  statement: (keys) => sql`
    select k.n, to_json(g) as grant_row, ${ACCOUNT_JSON} as user_row
    from json_to_recordset(${keys}) as k (n integer, grant_id text)
    cross join lateral (select * from grants where grant_id = k.grant_id limit 1) g
    left join lateral (select * from users where user_id = g.user_id limit 1) u on true
    where ${isLive(NOW)}`,
});

/** The same by user and client. */
export const liveGrantsByPair = gatheredRead<{ user_id: string; client_id: string }, GrantAndUser>({
  name: 'grants_by_pair',
  statement: (keys) => sql`
    select k.n, to_json(g) as grant_row, ${ACCOUNT_JSON} as user_row
    from json_to_recordset(${keys}) as k (n integer, user_id text, client_id text)
    cross join lateral (
      select * from grants g where g.user_id = k.user_id and g.client_id = k.client_id and ${isLive(NOW)} limit 1) g
    left join lateral (select * from users where user_id = g.user_id limit 1) u on true`,
});

/** Users, with the grant that they have for a client and that holds. */
export const usersWithGrant = gatheredRead<
  { user_id: string; client_id: string | null },
  { user_row: AccountJson; grant_row: GrantJson | null }
>({
  name: 'users_with_grant',
  statement: (keys) => sql`
    select k.n, ${ACCOUNT_JSON} as user_row, to_json(g) as grant_row
    from json_to_recordset(${keys}) as k (n integer, user_id text, client_id text)
    cross join lateral (select * from users where user_id = k.user_id limit 1) u
    left join lateral (
      select * from grants g where g.user_id = k.user_id and g.client_id = k.client_id and ${isLive(NOW)} limit 1) g on true`,
});
