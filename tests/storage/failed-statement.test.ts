import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { GatheredStatement } from '../../apps/server/src/platform/gathered-statement.ts';
import { GatheringPool } from '../../apps/server/src/platform/gathering-pool.ts';
import { createDatabase } from '../support/postgres.ts';

const TENTHS: GatheredStatement = {
  name: 'tenths',
  text: 'select json_build_array(10 / ($1::json ->> 0)::integer) as answer',
  parameters: ['divisor'],
};

let pool: GatheringPool;

beforeAll(async () => {
  pool = new GatheringPool(await createDatabase(inject('postgres_admin_url')));
});
afterAll(() => pool?.close());

test('a statement whose first run on a connection fails runs there the next time: the failure is its row’s alone', async () => {
  await expect(pool.run(TENTHS, ['[0]'])).rejects.toMatchObject({ code: '22012' });
  expect(await pool.run(TENTHS, ['[2]'])).toEqual([5]);
  expect(await pool.run(TENTHS, ['[5]'])).toEqual([2]);
});
