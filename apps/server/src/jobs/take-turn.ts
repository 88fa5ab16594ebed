import type { Context } from '../context.ts';
import { databaseRateLimit } from '../platform/database-rate-limit.ts';
import { RateLimited } from '../platform/rate-limit.ts';

/** Whether a job’s turn is this process’s: one of all that share the database has it, until that time is over. */
export async function takeTurn({ db }: Context, job: string, window_seconds: number): Promise<boolean> {
  try {
    await databaseRateLimit(db, { name: 'turn', points: 1, window_seconds }).consume(job);
    return true;
  } catch (error) {
    if (error instanceof RateLimited) return false;
    throw error;
  }
}
