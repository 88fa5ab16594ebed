import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { createDatabase } from '../../tests/support/postgres.ts';
import { compareSystems, type FlowFigures, type Pace } from '../compare-systems.ts';
import { flowsNamed } from '../flows/flows.ts';
import type { Flow } from '../flows/flow.ts';
import { joinWindows, measureWindow, type WindowFigures } from '../measure-window.ts';
import { percentileOf } from '../statistics.ts';
import { setStage } from '../set-stage.ts';
import { warmUp } from '../warm-up.ts';
import { startConsentry } from '../systems/consentry.ts';
import type { System } from '../systems/system.ts';
import { expiredRows } from './expired-rows.ts';
import { databaseMegabytes, fillDatabase, type FillSize } from './fill-database.ts';

const PURGE = fileURLToPath(new URL('./purge-now.ts', import.meta.url));
const IN_FLIGHT = 32;

export const GROWTH_NAMES = { empty: 'empty', full: 'full' } as const;

export interface GrowthFigures {
  size: FillSize;
  fill_seconds: number;
  megabytes: number;
  /** Each flow on an empty database and on a full one. */
  flows: FlowFigures[];
  purge: { deleted: number; seconds: number; p99_before_ms: number; p99_during_ms: number };
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
  await fillDatabase(fullUrl, size);
  const fill_seconds = (performance.now() - started) / 1000;
  await warmUp(flows, [empty, full], pace.warm_up_seconds);
  const figures: FlowFigures[] = [];
  for (const flow of flows) figures.push(...(await compareSystems(flow, [empty, full], { in_flight: IN_FLIGHT, pace })));
  const megabytes = await databaseMegabytes(fullUrl);
  const purge = await purgeUnderLoad(full, fullUrl, pace);
  await empty.stop();
  await full.stop();
  return { size, fill_seconds, megabytes, flows: figures, purge };
}

/** One of everything, for the filling to copy. */
async function leaveTraces(system: System): Promise<void> {
  for (const flow of flowsNamed(['client_credentials_opaque', 'code_flow', 'refresh', 'authorize_without_session'])) {
    const stage = await setStage(flow, system, { in_flight: 1, seconds: 1 });
    await stage.operations[0]?.();
    stage.close();
  }
}

async function purgeUnderLoad(system: System, databaseUrl: string, pace: Pace): Promise<GrowthFigures['purge']> {
  const [flow] = flowsNamed(['code_flow']);
  if (flow === undefined) throw new Error('there is no code flow');
  const stage = await setStage(flow, system, { in_flight: IN_FLIGHT, seconds: 60 });
  const measure = (seconds: number): Promise<WindowFigures> => measureWindow(stage.operations, seconds, system.process.pid);
  const before = await measure(pace.rounds * pace.window_seconds);
  // Counting reads millions of rows, and is no part of what is measured.
  const rows = await expiredRows(databaseUrl);
  let ended = false;
  const purging = runPurge(databaseUrl).finally(() => (ended = true));
  const during: WindowFigures[] = [];
  while (!ended) during.push(await measure(1));
  stage.close();
  return {
    ...(await purging),
    deleted: rows - (await expiredRows(databaseUrl)),
    p99_before_ms: percentileOf(before.latencies, 99),
    p99_during_ms: percentileOf(joinWindows(during).latencies, 99),
  };
}

async function runPurge(databaseUrl: string): Promise<{ seconds: number }> {
  const child = spawn(process.execPath, [PURGE], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('close', resolve));
  const printed = await text(child.stdout);
  if ((await exited) !== 0) throw new Error('the purge failed');
  return JSON.parse(printed) as { seconds: number };
}
