import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { gatheredStatement, Parameter } from '../../apps/server/src/platform/gathered-statement.ts';
import { GatheringPool } from '../../apps/server/src/platform/gathering-pool.ts';
import { createDatabase } from '../support/postgres.ts';

let pool: GatheringPool;

beforeAll(async () => {
  pool = new GatheringPool(await createDatabase(inject('postgres_admin_url')));
});
afterAll(() => pool?.close());

test('a statement whose first run on a connection fails runs there the next time: the failure is its row’s alone', async () => {
  const halves = gatheredStatement({ select: sql`select 10 / (${new Parameter('divisor')}::json ->> 0)::integer as half` });
  await expect(pool.run(halves, ['[0]'])).rejects.toMatchObject({ code: '22012' });
  expect(await pool.run(halves, ['[2]'])).toEqual([{ half: 5 }]);
  expect(await pool.run(halves, ['[5]'])).toEqual([{ half: 2 }]);
});
