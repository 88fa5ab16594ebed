import { expect, it } from 'vitest';
import type { FlowFigures } from '../compare-systems.ts';
import { NAMES } from '../systems/system.ts';
import { figure } from './markdown-table.ts';
import { cpuToMemory, ratioToMemory, throughputTables } from './throughput-tables.ts';

function measured(system: string, in_flight: number, operations_per_second: number): FlowFigures {
  const rest = { p50_ms: 1, p99_ms: 12.34, cpu_ms: 200 / operations_per_second, rss_mb: 150.4 };
  return { flow: 'refresh', title: 'refresh, rotating', system, in_flight, operations_per_second, ...rest };
}

const figures = [
  measured(NAMES.memory, 1, 400),
  measured(NAMES.postgresql, 1, 100),
  measured(NAMES.memory, 32, 1000),
  measured(NAMES.postgresql, 32, 1250),
];

it('each system stands against the engine in memory with as many in flight', () => {
  expect(figures.map((one) => ratioToMemory(figures, one))).toEqual([1, 0.25, 1, 1.25]);
  const lines = throughputTables(figures).split('\n');
  expect(lines[2]).toBe('| refresh, rotating | 0.25 | 1.25 |');
  expect(lines).toContain(`| refresh, rotating: ${NAMES.postgresql} | 1.25 | 1,250 | 1.00 | 12.3 | 0.16 | 0.80 | 150 |`);
});

it('where the system does not tell of processor time, nothing is said of it', () => {
  const untold = figures.map((one) => ({ ...one, cpu_ms: null }));
  expect(untold.map((one) => cpuToMemory(untold, one))).toEqual([null, null, null, null]);
  expect(throughputTables(untold)).toContain('| – | – | 150 |');
});

it('without the engine in memory there is no ratio', () => {
  const [, alone] = figures;
  expect(alone === undefined ? 0 : ratioToMemory([alone], alone)).toBeNull();
  expect(figure(null)).toBe('–');
});
