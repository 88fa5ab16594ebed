import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import { endedSlots, RINGS, type RingTable } from './slots.ts';

/** Tables whose rows mean nothing once expired, in an order that suits the references between them. */
const EXPIRING = [
  'used_jwt_ids',
  'device_codes',
  'refresh_tokens',
  'token_families',
  'sessions',
  'console_sessions',
  'configuration_changes',
  ...(Object.keys(RINGS) as RingTable[]).map((table) => `${table}_long`),
];

const ROWS_OF_A_STEP = 200;
/** Of each table at each turn of the job; what is left waits for the next. */
const MOST_STEPS = 5000;
/**
 * After each step the database rests so many times as long as the step took, so that whoever signs in meanwhile hardly notices. Whoever
 * commits while a large slot is emptied waits longer than while rows go: the file system takes its file back meanwhile.
 */
const REST_AFTER = { rows: 9, slot: 39 } as const;
const LONGEST_REST_MS = 40_000;

/** Takes a step, and rests after it, unless the server stops. */
async function restful<T>(kind: keyof typeof REST_AFTER, step: () => Promise<T>, stopping?: AbortSignal): Promise<T> {
  const began = performance.now();
  const done = await step();
  const rest = Math.min((performance.now() - began) * REST_AFTER[kind], LONGEST_REST_MS);
  await setTimeout(rest, undefined, stopping === undefined ? {} : { signal: stopping }).catch(() => undefined);
  return done;
}

/** Deletes expired rows in small steps, until nothing is left or the server stops. A family goes when nothing of it can be presented. */
export async function deleteExpiredRows(db: Database, now: Date, stopping?: AbortSignal): Promise<number> {
  let deleted = 0;
  for (const table of EXPIRING) {
    for (let step = 0; step < MOST_STEPS && stopping?.aborted !== true; step += 1) {
      const rows = await restful('rows', () => deleteSome(db, table, now), stopping);
      deleted += rows;
      if (rows < ROWS_OF_A_STEP) break;
    }
  }
  return deleted;
}

async function deleteSome(db: Database, table: string, now: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(table)} where ctid = any(array(
      select ctid from ${sql.table(table)} where expires_at < ${now} limit ${ROWS_OF_A_STEP} for update skip locked))`.execute(db);
  return Number(numAffectedRows);
}

/**
 * Empties the slots in which everything has ended, however much it is; answers with how many had anything. Nobody who works in another
 * slot waits, and nothing here queues for a lock: what is not free in any of some tries is emptied at the next turn.
 */
export async function emptyEndedSlots(db: Database, now: Date, stopping?: AbortSignal): Promise<number> {
  const slots = (Object.keys(RINGS) as RingTable[]).flatMap((table) => endedSlots(table, now).map((slot) => `${table}_${slot}`));
  let emptied = 0;
  for (const slot of slots) {
    if (stopping?.aborted === true) break;
    const { rows } = await sql<{ filled: boolean }>`select exists (select from ${sql.table(slot)}) as filled`.execute(db);
    if (rows[0]?.filled === true && (await emptySlot(db, slot, stopping))) emptied += 1;
  }
  return emptied;
}

/** A statement about any slot holds a lock on all of them for a moment; between two of them there is a gap. */
const LOCK_TRIES = 100;

async function emptySlot(db: Database, slot: string, stopping?: AbortSignal): Promise<boolean> {
  for (let tries = 0; tries < LOCK_TRIES && stopping?.aborted !== true; tries += 1)
    if (await restful('slot', () => emptyIfFree(db, slot), stopping)) return true;
  return false;
}

/** SQLSTATE of a lock that was not to be had at once. */
const LOCK_NOT_AVAILABLE = '55P03';

async function emptyIfFree(db: Database, slot: string): Promise<boolean> {
  try {
    await db.transaction().execute(async (tx) => {
      await sql`lock table ${sql.table(slot)} in access exclusive mode nowait`.execute(tx);
      await sql`truncate ${sql.table(slot)}`.execute(tx);
    });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}
