import { queryDatabase } from '../tests/support/postgres.ts';
import type { Flow, Operation } from './flows/flow.ts';
import { setStage } from './set-stage.ts';
import { startConsentry } from './systems/consentry.ts';

export interface StorageFigures {
  /** What was done. */
  title: string;
  operations: number;
  tables: TableGrowth[];
}

export interface TableGrowth {
  table: string;
  /** Of one operation. */
  rows: number;
  /** Of one operation, indexes and TOAST included. */
  bytes: number;
  /** Emptied as a whole when all in it has ended. */
  is_ring: boolean;
}

const USERS = 2000;
const IN_FLIGHT = 8;
/** What a request leaves to be written behind its answer has come by then. */
const SETTLE_MS = 500;

/** How often each is done: a sign-in with its password costs the most time. */
const OPERATIONS: Readonly<Record<string, number>> = { first_visit: 300 };
const OTHERS = 2000;

/** What users and each flow leave in PostgreSQL. */
export async function measureStorage(flows: readonly Flow[], databaseUrl: string): Promise<StorageFigures[]> {
  const system = await startConsentry({ database_url: databaseUrl });
  const figures = [
    await growthOf(databaseUrl, { title: 'a user with name and e-mail address', operations: USERS }, () =>
      system.addUsers(Array.from({ length: USERS }, (_, index) => `stored-${index}`)),
    ),
  ];
  for (const flow of flows) {
    const operations = OPERATIONS[flow.name] ?? OTHERS;
    const stage = await setStage(flow, system, { in_flight: IN_FLIGHT, seconds: operations });
    figures.push(await growthOf(databaseUrl, { title: flow.title, operations }, () => doEach(stage.operations, operations / IN_FLIGHT)));
    stage.close();
  }
  await system.stop();
  return figures;
}

async function doEach(operations: readonly Operation[], times: number): Promise<void> {
  await Promise.all(
    operations.map(async (operation) => {
      for (let time = 0; time < times; time += 1) await operation();
    }),
  );
}

async function growthOf(url: string, what: { title: string; operations: number }, act: () => Promise<void>): Promise<StorageFigures> {
  const before = await sizes(url);
  await act();
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const after = await sizes(url);
  const tables = after
    .map(({ table, rows, bytes, is_ring }) => {
      const was = before.find((one) => one.table === table);
      return { table, is_ring, rows: (rows - (was?.rows ?? 0)) / what.operations, bytes: (bytes - (was?.bytes ?? 0)) / what.operations };
    })
    .filter(({ rows }) => rows > 0.01);
  return { ...what, tables };
}

async function sizes(url: string): Promise<TableGrowth[]> {
  const tables = await queryDatabase(
    url,
    `select c.relname as "table", c.relkind = 'p' as is_ring,
       (select sum(pg_total_relation_size(t.relid)) from pg_partition_tree(c.oid) t)::float8 as tree,
       pg_total_relation_size(c.oid)::float8 as own
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  const counted = tables.map(async ({ table, is_ring, tree, own }) => {
    const [count] = await queryDatabase(url, `select count(*)::float8 as rows from ${String(table)}`);
    return { table: String(table), is_ring: is_ring === true, rows: Number(count?.['rows']), bytes: Number(is_ring === true ? tree : own) };
  });
  return Promise.all(counted);
}
