import type { FlowFigures } from '../compare-systems.ts';
import { NAMES } from '../systems/system.ts';
import { figure, markdownTable } from './markdown-table.ts';

/** Throughput against the engine in memory (= 1.00) at a glance, then every figure, for each number of operations in flight. */
export function throughputTables(figures: readonly FlowFigures[]): string {
  const inFlight = [...new Set(figures.map(({ in_flight }) => in_flight))];
  const tables = inFlight.map((count) => {
    const part = figures.filter(({ in_flight }) => in_flight === count);
    return `### ${count} in flight\n\n${figuresTable(part)}`;
  });
  return [ratioTable(figures, inFlight), ...tables].join('\n\n');
}

/** Throughput of a system as a part of the engine's in memory; `null` where that was not measured. */
export function ratioToMemory(figures: readonly FlowFigures[], one: FlowFigures): number | null {
  const memory = memoryOf(figures, one);
  return memory === undefined ? null : one.operations_per_second / memory.operations_per_second;
}

/** Processor time of an operation against the engine's in memory. What else the machine does changes it little. */
export function cpuToMemory(figures: readonly FlowFigures[], one: FlowFigures): number | null {
  const memory = memoryOf(figures, one);
  return one.cpu_ms === null || memory === undefined || memory.cpu_ms === null ? null : one.cpu_ms / memory.cpu_ms;
}

function memoryOf(figures: readonly FlowFigures[], one: FlowFigures): FlowFigures | undefined {
  return figures.find(({ flow, in_flight, system }) => flow === one.flow && in_flight === one.in_flight && system === NAMES.memory);
}

function ratioTable(figures: readonly FlowFigures[], inFlight: readonly number[]): string {
  const systems = [...new Set(figures.map(({ system }) => system))].filter((system) => system !== NAMES.memory);
  const columns = systems.flatMap((system) => inFlight.map((in_flight) => ({ system, in_flight })));
  const rows = titlesOf(figures).map((title) => [
    title,
    ...columns.map(({ system, in_flight }) => {
      const one = figures.find((entry) => entry.title === title && entry.system === system && entry.in_flight === in_flight);
      return one === undefined ? '' : figure(ratioToMemory(figures, one));
    }),
  ]);
  return markdownTable([`Throughput, ${NAMES.memory} = 1.00`, ...columns.map(({ system, in_flight }) => `${system}, ${in_flight}`)], rows);
}

function figuresTable(figures: readonly FlowFigures[]): string {
  const rows = titlesOf(figures).flatMap((title) =>
    figures
      .filter((one) => one.title === title)
      .map((one) => [
        `${title}: ${one.system}`,
        figure(ratioToMemory(figures, one)),
        ...[one.operations_per_second, one.p50_ms, one.p99_ms, one.cpu_ms, cpuToMemory(figures, one), one.rss_mb].map(figure),
      ]),
  );
  return markdownTable(['', 'ratio', 'per second', 'p50 ms', 'p99 ms', 'CPU ms', 'CPU ratio', 'RSS MB'], rows);
}

function titlesOf(figures: readonly FlowFigures[]): string[] {
  return [...new Set(figures.map(({ title }) => title))];
}
