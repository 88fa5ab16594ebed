import type { Operation } from './flows/flow.ts';
import { processUsage } from './process-usage.ts';

/** What was seen while some operations were kept in flight for a while. */
export interface WindowFigures {
  operations: number;
  seconds: number;
  /** Milliseconds of each operation. */
  latencies: number[];
  /** Processor time of the server, where the system tells. */
  cpu_ms: number | null;
  rss_bytes: number | null;
}

/** So many seconds, or until something else is done. */
export type HowLong = number | Promise<unknown>;

/** Keeps every operation going, again and again, for so long. The first that fails ends it. */
export async function measureWindow(operations: readonly Operation[], howLong: HowLong, pid: number): Promise<WindowFigures> {
  const before = processUsage(pid);
  const started = performance.now();
  let end = typeof howLong === 'number' ? started + howLong * 1000 : Infinity;
  const finish = (): number => (end = performance.now());
  if (typeof howLong !== 'number') howLong.then(finish, finish);
  const latencies: number[] = [];
  await Promise.all(
    operations.map(async (operation) => {
      for (let at = performance.now(); at < end;) {
        await operation();
        const now = performance.now();
        latencies.push(now - at);
        at = now;
      }
    }),
  );
  // What was begun is finished and counted, so that long operations are not cut off.
  const elapsed = (performance.now() - started) / 1000;
  const after = processUsage(pid);
  return {
    operations: latencies.length,
    seconds: elapsed,
    latencies,
    cpu_ms: before === null || after === null ? null : after.cpu_ms - before.cpu_ms,
    rss_bytes: after?.rss_bytes ?? null,
  };
}

/** Several windows of one system as one. */
export function joinWindows(windows: readonly WindowFigures[]): WindowFigures {
  const sum = (of: (window: WindowFigures) => number): number => windows.reduce((total, window) => total + of(window), 0);
  const known = windows.every(({ cpu_ms }) => cpu_ms !== null);
  return {
    operations: sum(({ operations }) => operations),
    seconds: sum(({ seconds }) => seconds),
    latencies: windows.flatMap(({ latencies }) => latencies),
    cpu_ms: known ? sum(({ cpu_ms }) => cpu_ms ?? 0) : null,
    rss_bytes: windows.at(-1)?.rss_bytes ?? null,
  };
}
