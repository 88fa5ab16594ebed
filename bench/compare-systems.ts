import type { Flow } from './flows/flow.ts';
import { measureReady } from './measure-ready.ts';
import { joinWindows, type WindowFigures } from './measure-window.ts';
import { setStage } from './set-stage.ts';
import { percentileOf } from './statistics.ts';
import type { System } from './systems/system.ts';
import { takingPart } from './warm-up.ts';

export interface Pace {
  /** Of each flow on each system, before the first is measured. */
  warm_up_seconds: number;
  /** Before the first window of a flow. */
  settle_seconds: number;
  window_seconds: number;
  /** How often each system has its turn. */
  rounds: number;
}

/** Figures of one flow on one system with so many in flight. */
export interface FlowFigures {
  flow: string;
  title: string;
  system: string;
  in_flight: number;
  operations_per_second: number;
  p50_ms: number;
  p99_ms: number;
  cpu_ms: number | null;
  rss_mb: number | null;
}

/** The same flow on each system. They take turns window by window, so that what else the machine does hits all alike. */
export async function compareSystems(
  flow: Flow,
  systems: readonly System[],
  { in_flight, pace }: { in_flight: number; pace: Pace },
): Promise<FlowFigures[]> {
  const seconds = pace.settle_seconds + pace.rounds * pace.window_seconds;
  const ready = [];
  for (const system of takingPart(flow, systems))
    ready.push({ stage: await setStage(flow, system, { in_flight, seconds }), windows: [] as WindowFigures[] });
  for (const { stage } of ready) await measureReady(stage, pace.settle_seconds);
  for (let round = 0; round < pace.rounds; round += 1) {
    for (const { stage, windows } of ready) windows.push(await measureReady(stage, pace.window_seconds));
  }
  return ready.map(({ stage, windows }) => {
    stage.close();
    return flowFigures(flow, joinWindows(windows), { system: stage.system.name, in_flight });
  });
}

export function flowFigures(flow: Flow, window: WindowFigures, at: Pick<FlowFigures, 'system' | 'in_flight'>): FlowFigures {
  return {
    flow: flow.name,
    title: flow.title,
    ...at,
    operations_per_second: window.operations / window.seconds,
    p50_ms: percentileOf(window.latencies, 50),
    p99_ms: percentileOf(window.latencies, 99),
    cpu_ms: window.cpu_ms === null ? null : window.cpu_ms / window.operations,
    rss_mb: window.rss_bytes === null ? null : window.rss_bytes / 2 ** 20,
  };
}
