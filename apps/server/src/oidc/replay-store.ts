import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { gatheredWrite } from '../platform/group-commit.ts';

/** Remembers one-time JWTs. Of any number of requests at once, on any instance, one has an effect. */
const useJwtId = gatheredWrite<{ id_hash: string; expires_at: Date }>({
  name: 'used_jwt_ids_now',
  conditional: true,
  expressions: (rows) => sql`
    jwt_ids as materialized (
      select * from json_to_recordset(${rows}) as r (n integer, id_hash bytea, expires_at timestamptz)
    ), remembered_jwt_ids as (
      insert into used_jwt_ids (id_hash, expires_at) select id_hash, expires_at from jwt_ids on conflict do nothing returning id_hash
    ), used_jwt_ids_now as (
      select j.n from jwt_ids j join remembered_jwt_ids m on m.id_hash = j.id_hash
    )`,
});

/** Whether this is the first use of the JWT. */
export function isFirstUse({ gather }: Context, jwt: { id_hash: string; expires_at: Date }): Promise<boolean> {
  return gather.write(useJwtId(jwt), [`jwt ${jwt.id_hash}`]);
}
