import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { purgeExpired } from '../../apps/server/dist/jobs/purge-expired.js';
import { createDatabase, queryDatabase } from '../../tests/support/postgres.ts';
import { compareSystems, type FlowFigures, type Pace } from '../compare-systems.ts';
import { flowsNamed } from '../flows/flows.ts';
import type { Flow } from '../flows/flow.ts';
import { measureReady } from '../measure-ready.ts';
import type { WindowFigures } from '../measure-window.ts';
import { setStage, type ReadyFlow } from '../set-stage.ts';
import { warmUp } from '../warm-up.ts';
import { startConsentry } from '../systems/consentry.ts';
import type { System } from '../systems/system.ts';
import { expiredRows, type Purged } from './expired-rows.ts';
import { databaseMegabytes, fillDatabase, type FillSize } from './fill-database.ts';

const PURGE = fileURLToPath(new URL('./purge-now.ts', import.meta.url));
const IN_FLIGHT = 32;
/** All of them would take a quarter of an hour. */
const ROWS_SECONDS = 60;

export const GROWTH_NAMES = { empty: 'empty', full: 'full' } as const;

export interface GrowthFigures {
  size: FillSize;
  fill_seconds: number;
  megabytes: number;
  /** Each flow on an empty database and on a full one. */
  flows: FlowFigures[];
  purges: PurgeFigures[];
}

export interface PurgeFigures {
  purged: Purged;
  deleted: number;
  seconds: number;
  /** What else was done meanwhile, and as long before and after. */
  beside: Record<'before' | 'meanwhile' | 'after', WindowFigures>;
}

/** The same flows on an empty database and on one of this size, in turns; then the purge of what has expired, under load. */
export async function measureGrowth(
  adminUrl: string,
  { size, flows, pace }: { size: FillSize; flows: readonly Flow[]; pace: Pace },
): Promise<GrowthFigures> {
  const [emptyUrl, fullUrl] = [await createDatabase(adminUrl), await createDatabase(adminUrl)];
  const empty = await startConsentry({ database_url: emptyUrl, name: GROWTH_NAMES.empty });
  const full = await startConsentry({ database_url: fullUrl, name: GROWTH_NAMES.full });
  await leaveTraces(full);
  const started = performance.now();
  await takePurgeTurn(fullUrl);
  await fillDatabase(fullUrl, size);
  const fill_seconds = (performance.now() - started) / 1000;
  await warmUp(flows, [empty, full], pace.warm_up_seconds);
  const figures: FlowFigures[] = [];
  for (const flow of flows) figures.push(...(await compareSystems(flow, [empty, full], { in_flight: IN_FLIGHT, pace })));
  const megabytes = await databaseMegabytes(fullUrl);
  const purges = await purgeUnderLoad(full, fullUrl, pace);
  await empty.stop();
  await full.stop();
  return { size, fill_seconds, megabytes, flows: figures, purges };
}

/** One of everything, for the filling to copy. */
async function leaveTraces(system: System): Promise<void> {
  for (const flow of flowsNamed(['client_credentials_opaque', 'code_flow', 'refresh', 'authorize_without_session'])) {
    const stage = await setStage(flow, system, { in_flight: 1, seconds: 1 });
    await stage.operations[0]?.();
    stage.close();
  }
}

async function purgeUnderLoad(system: System, databaseUrl: string, pace: Pace): Promise<PurgeFigures[]> {
  const [flow] = flowsNamed(['code_flow']);
  if (flow === undefined) throw new Error('there is no code flow');
  // Counting reads millions of rows, and what the filling has left in memory is written at some time: neither is what is measured.
  const rows = await countExpired(databaseUrl);
  await queryDatabase(databaseUrl, 'checkpoint');
  const stage = await setStage(flow, system, { in_flight: IN_FLIGHT, seconds: 60 });
  const alone = (): Promise<WindowFigures> => measureReady(stage, pace.rounds * pace.window_seconds);
  await measureReady(stage, pace.warm_up_seconds);
  const purges: PurgeFigures[] = [];
  let before = await alone();
  for (const purged of ['slots', 'rows'] as const) {
    const { seconds, meanwhile } = await purgeBeside(stage, databaseUrl, purged);
    const after = await alone();
    purges.push({ purged, deleted: rows[purged], seconds, beside: { before, meanwhile, after } });
    before = after;
  }
  stage.close();
  const left = await countExpired(databaseUrl);
  return purges.map((purge) => ({ ...purge, deleted: purge.deleted - left[purge.purged] }));
}

async function countExpired(databaseUrl: string): Promise<Record<Purged, number>> {
  return { slots: await expiredRows(databaseUrl, 'slots'), rows: await expiredRows(databaseUrl, 'rows') };
}

/** As if another process had just purged: the server's own job leaves alone what is measured first. */
async function takePurgeTurn(databaseUrl: string): Promise<void> {
  await queryDatabase(
    databaseUrl,
    `insert into rate_limits (key, points, expire) values ('turn:${purgeExpired.name}', 1, (extract(epoch from now() + interval '1 day') * 1000)::bigint)`,
  );
}

async function purgeBeside(stage: ReadyFlow, databaseUrl: string, purged: Purged): Promise<{ seconds: number; meanwhile: WindowFigures }> {
  const purging = runPurge(databaseUrl, purged);
  // One window: at the end of each the requests in flight run out, and at the start of the next they come all at once.
  const meanwhile = await measureReady(stage, purging);
  return { ...(await purging), meanwhile };
}

async function runPurge(databaseUrl: string, purged: Purged): Promise<{ seconds: number }> {
  const child = spawn(process.execPath, [PURGE, purged, ...(purged === 'rows' ? [String(ROWS_SECONDS)] : [])], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('close', resolve));
  const printed = await text(child.stdout);
  if ((await exited) !== 0) throw new Error('the purge failed');
  return JSON.parse(printed) as { seconds: number };
}
