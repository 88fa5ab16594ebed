import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { consumeAll, databaseRateLimit, deleteEndedLimits, giveBackAll } from './database-rate-limit.ts';
import { openEmbedded, type Database } from './database.ts';
import { memoryRateLimit, RateLimited, type RateLimit } from './rate-limit.ts';

const RULE = { name: 'tries', points: 3, window_seconds: 60 };

const tries = async (limit: RateLimit<void | Promise<void>>, times: number): Promise<string> => {
  const outcomes = await Promise.allSettled(Array.from({ length: times }, async () => limit.consume('somebody')));
  return outcomes.map(({ status }) => (status === 'fulfilled' ? '+' : '-')).join('');
};

describe('a limit in memory', () => {
  afterEach(() => vi.useRealTimers());

  it('lets so many attempts through, says how long to wait, and opens again when the window has passed', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const limit = memoryRateLimit(RULE);
    expect(await tries(limit, 5)).toBe('+++--');
    vi.advanceTimersByTime(20_000);
    expect(() => limit.consume('somebody')).toThrow(expect.objectContaining({ retryAfterSeconds: 40 }));
    expect(() => limit.consume('somebody else')).not.toThrow();
    vi.advanceTimersByTime(40_001);
    expect(await tries(limit, 3)).toBe('+++');
  });

  it('does not count what was given back', async () => {
    const limit = memoryRateLimit(RULE);
    for (let time = 0; time < 10; time += 1) {
      limit.consume('somebody');
      limit.giveBack('somebody');
    }
    expect(await tries(limit, 4)).toBe('+++-');
  });
});

describe('a limit in the database', () => {
  let db: Database;
  beforeAll(async () => {
    ({ db } = await openEmbedded({}));
    await sql`create table rate_limits (key varchar(255) primary key, points integer not null default 0, expire bigint)`.execute(db);
  });
  afterEach(async () => {
    await sql`delete from rate_limits`.execute(db);
  });
  afterAll(() => db.destroy());

  it('lets so many attempts through, also of those that come at once, and says how long to wait', async () => {
    const limit = databaseRateLimit(db, RULE);
    expect(await tries(limit, 5)).toBe('+++--');
    const error: unknown = await limit.consume('somebody').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RateLimited);
    expect((error as RateLimited).retryAfterSeconds).toBeGreaterThan(50);
    expect((error as RateLimited).retryAfterSeconds).toBeLessThanOrEqual(60);
  });

  it('opens again when the window has passed', async () => {
    const limit = databaseRateLimit(db, RULE);
    await tries(limit, 4);
    await sql`update rate_limits set expire = expire - 60000`.execute(db);
    expect(await tries(limit, 3)).toBe('+++');
  });

  it('counts under several rules at once, and the strictest says no', async () => {
    const strict = { rule: { ...RULE, name: 'strict', points: 1 }, key: 'k' };
    const both = [{ rule: RULE, key: 'k' }, strict];
    await consumeAll(db, both);
    await expect(consumeAll(db, both)).rejects.toBeInstanceOf(RateLimited);
    await giveBackAll(db, both);
    await giveBackAll(db, both);
    await expect(consumeAll(db, both)).resolves.toBeUndefined();
  });

  it('leaves nothing behind that counts no more', async () => {
    await databaseRateLimit(db, RULE).consume('somebody');
    expect(await deleteEndedLimits(db)).toBe(0);
    await sql`update rate_limits set expire = expire - 60001`.execute(db);
    expect(await deleteEndedLimits(db)).toBe(1);
  });
});
