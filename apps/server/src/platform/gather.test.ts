import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gatheringOn, openEmbedded, type Database } from './database.ts';
import { StatementLog } from './statement-log.ts';
import { Gather } from './gather.ts';
import { gatheredRead } from './gathered-reads.ts';
import { gatheredWrite } from './group-commit.ts';
import { StorageBusy } from './storage-busy.ts';

const log = new StatementLog();
let db: Database;
let gather: Gather;

const things = gatheredRead<{ name: string }, { amount: number }>({
  name: 'things',
  statement: (keys) => sql`
    select k.n, t.amount from json_to_recordset(${keys}) as k (n integer, name text) join things t on t.name = k.name`,
});

const add = gatheredWrite<{ name: string; amount: number }>({
  name: 'added',
  conditional: false,
  expressions: (rows) => sql`
    added as (insert into things (name, amount) select name, amount from json_to_recordset(${rows}) as r (name text, amount integer))`,
});

const use = gatheredWrite<{ name: string }>({
  name: 'used',
  conditional: true,
  expressions: (rows) => sql`
    used as (
      update things t set amount = amount - 1 from json_to_recordset(${rows}) as r (n integer, name text)
      where t.name = r.name and t.amount > 0 returning r.n)`,
});

beforeAll(async () => {
  db = (await openEmbedded({})).db;
  await sql`create table things (name text primary key, amount integer not null check (amount >= 0))`.execute(db);
});
beforeEach(async () => {
  await sql`delete from things`.execute(db);
  gather = new Gather(log.watching(gatheringOn(db)), () => new Date());
});
afterAll(() => db.destroy());

const amountOf = async (name: string) => (await gather.read(things({ name })))?.amount ?? null;
const statementsDuring = async (act: () => Promise<unknown>) => (await log.during(act)).statements;

describe('reads', () => {
  it('of one turn are one statement, and each gets its own row', async () => {
    for (const [index, name] of ['a', 'b', 'c'].entries()) await gather.write(add({ name, amount: index }), []);
    const asked = await statementsDuring(async () => {
      expect(await Promise.all(['c', 'a', 'nowhere', 'a'].map(amountOf))).toEqual([2, 0, null, 0]);
    });
    expect(asked).toBe(1);
  });

  it('that the database cannot answer fail alone', async () => {
    await gather.write(add({ name: 'a', amount: 1 }), []);
    const answers = await Promise.allSettled([amountOf('a'), amountOf('with \0 inside'), amountOf('a')]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('that are many do not wait for the end of the turn', async () => {
    let asked = 0;
    const running = gatheringOn(db);
    gather = new Gather(
      {
        run: (statement, values) => {
          asked += 1;
          return running.run(statement, values);
        },
        close: async () => {},
      },
      () => new Date(),
    );
    const few = Array.from({ length: 15 }, () => amountOf('a'));
    expect(asked).toBe(0);
    const many = amountOf('a');
    expect(asked).toBe(1);
    expect(await Promise.all([...few, many])).toEqual(Array.from({ length: 16 }, () => null));
  });

  it('beyond what can wait are refused at once, and the others are answered', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 5132 }, () => amountOf('a')));
    const refused = answers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    // Two statements of 16 rows are under way by then.
    expect(refused).toHaveLength(100);
    expect(refused[0]?.reason).toBeInstanceOf(StorageBusy);
  });
});

describe('writes', () => {
  it('of one turn are one statement, whatever their kinds', async () => {
    await gather.write(add({ name: 'a', amount: 1 }), []);
    const asked = await statementsDuring(async () => {
      const units = ['b', 'c'].map((name) => gather.write(add({ name, amount: 5 }), [name]));
      expect(await Promise.all([...units, gather.write(use({ name: 'a' }), ['a'])])).toEqual([true, true, true]);
    });
    expect(asked).toBe(1);
    expect(await Promise.all(['a', 'b', 'c'].map(amountOf))).toEqual([0, 5, 5]);
  });

  it('of the same thing follow each other: of many uses, as many succeed as there are', async () => {
    await gather.write(add({ name: 'a', amount: 3 }), []);
    const uses = await Promise.all(Array.from({ length: 10 }, () => gather.write(use({ name: 'a' }), ['a'])));
    expect(uses.filter(Boolean)).toHaveLength(3);
    expect(await amountOf('a')).toBe(0);
  });

  it('that come while others are under way wait for those and go together', async () => {
    const asked = await statementsDuring(async () => {
      const first = gather.write(add({ name: 'a', amount: 1 }), ['a']);
      await new Promise((resolve) => setImmediate(resolve));
      const others = ['b', 'c', 'd'].map((name) => gather.write(add({ name, amount: 1 }), [name]));
      expect(await Promise.all([first, ...others])).toEqual([true, true, true, true]);
    });
    expect(asked).toBe(2);
  });

  it('that take long hold up no others', async () => {
    let goOn = (): void => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    let runs = 0;
    const slow = gatheringOn(db);
    gather = new Gather(
      {
        async run(statement, values) {
          runs += 1;
          if (runs === 1) await held;
          return slow.run(statement, values);
        },
        close: async () => {},
      },
      () => new Date(),
    );
    const first = gather.write(add({ name: 'a', amount: 1 }), ['a']);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await gather.write(add({ name: 'b', amount: 1 }), ['b'])).toBe(true);
    goOn();
    expect(await first).toBe(true);
  });

  it('that fail leave nothing of their request, and touch no other request', async () => {
    const good = gather.write(add({ name: 'good', amount: 1 }), []);
    const bad = gather.commit({
      writes: [add({ name: 'half', amount: 1 }), add({ name: 'bad', amount: -1 })],
      keys: [],
    });
    const other = gather.write(add({ name: 'other', amount: 2 }), []);
    const outcomes = await Promise.allSettled([good, bad, other]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await Promise.all(['good', 'half', 'bad', 'other'].map(amountOf))).toEqual([1, null, null, 2]);
  });
});
