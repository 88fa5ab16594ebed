import { sql } from 'kysely';
import type { Database } from './database.ts';
import { rowsJson } from './rows-parameter.ts';
import { RateLimited, type RateLimit, type RateLimitRule } from './rate-limit.ts';

/** An attempt under one rule. */
export interface Attempt {
  rule: RateLimitRule;
  key: string;
}

/** Counts in the database: one limit for all instances, kept through a restart. */
export function databaseRateLimit(db: Database, rule: RateLimitRule): RateLimit {
  return {
    consume: (key) => consumeAll(db, [{ rule, key }]),
    giveBack: (key) => giveBackAll(db, [{ rule, key }]),
  };
}

/** Counts an attempt under several rules, with one statement. Throws `RateLimited` when one of them allows no more. */
export async function consumeAll(db: Database, attempts: readonly Attempt[]): Promise<void> {
  const { rows } = await sql<{ key: string; points: number; wait_ms: number }>`
    insert into rate_limits as l (key, points, expire)
    select a.key, 1, ${NOW_MS} + a.window_ms
    from json_to_recordset(${rowsJson(attempts.map(rowOf))}::json) as a (key text, window_ms bigint)
    order by a.key
    on conflict (key) do update set
      points = case when l.expire <= ${NOW_MS} then 1 else l.points + 1 end,
      expire = case when l.expire <= ${NOW_MS} then excluded.expire else l.expire end
    returning l.key, l.points, (l.expire - ${NOW_MS})::integer as wait_ms`.execute(db);
  const found = new Map(rows.map((row) => [row.key, row]));
  const waits = attempts.flatMap((attempt) => {
    const counted = found.get(rowOf(attempt).key);
    return counted !== undefined && counted.points > attempt.rule.points ? [counted.wait_ms] : [];
  });
  if (waits.length > 0) throw new RateLimited(Math.max(1, Math.ceil(Math.max(...waits) / 1000)));
}

/** The attempt was a good one: it does not count. */
export async function giveBackAll(db: Database, attempts: readonly Attempt[]): Promise<void> {
  await sql`
    update rate_limits l set points = greatest(0, l.points - 1)
    from json_to_recordset(${rowsJson(attempts.map(rowOf))}::json) as a (key text)
    where l.key = a.key and l.expire > ${NOW_MS}`.execute(db);
}

/** Deletes what counts nothing any more; returns how many rows went. */
export async function deleteEndedLimits(db: Database): Promise<number> {
  const { numAffectedRows = 0n } = await sql`delete from rate_limits where expire <= ${NOW_MS}`.execute(db);
  return Number(numAffectedRows);
}

const NOW_MS = sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

function rowOf({ rule, key }: Attempt): { key: string; window_ms: number } {
  return { key: `${rule.name}:${key}`, window_ms: rule.window_seconds * 1000 };
}
