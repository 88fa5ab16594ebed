import { GROWTH_NAMES, type GrowthFigures, type PurgeFigures } from '../growth/measure-growth.ts';
import type { WindowFigures } from '../measure-window.ts';
import { percentileOf } from '../statistics.ts';
import { figure, markdownTable } from './markdown-table.ts';

const PURGED = { slots: 'short-lived artefacts, slot by slot', rows: 'families and refresh tokens, row by row, the first minute' };

export function growthTables({ size, megabytes, fill_seconds, flows, purges }: GrowthFigures): string {
  const empty = flows.filter(({ system }) => system === GROWTH_NAMES.empty);
  const rows = empty.map((before) => {
    const after = flows.find(({ flow, system }) => flow === before.flow && system === GROWTH_NAMES.full) ?? before;
    const pairs = [
      [before.operations_per_second, after.operations_per_second],
      [before.p99_ms, after.p99_ms],
    ] as const;
    return [before.title, ...pairs.flatMap(([small, large]) => [figure(small), figure(large), percentChange(small, large)])];
  });
  const size_text = `${count(size.users)} users, ${count(size.grants)} grants, ${count(size.expired)} expired artefacts, and a quarter as many expired families and refresh tokens`;
  return [
    `Full: ${size_text}; ${count(megabytes)} MB, filled in ${Math.round(fill_seconds)} s.`,
    markdownTable(['32 in flight', 'per second, empty', 'full', 'change', 'p99 ms, empty', 'full', 'change'], rows),
    'The purge, beside 32 code flows in flight; the change is that against the mean of before and after:',
    markdownTable(
      ['', 'rows', 'seconds', 'per second before', 'meanwhile', 'after', 'change', 'p99 ms before', 'meanwhile', 'after', 'change'],
      purges.map(({ purged, deleted, seconds, beside }) => [
        PURGED[purged],
        count(deleted),
        figure(seconds),
        ...besideColumns(beside, ({ operations, seconds: window }) => operations / window),
        ...besideColumns(beside, ({ latencies }) => percentileOf(latencies, 99)),
      ]),
    ),
  ].join('\n\n');
}

function besideColumns({ before, meanwhile, after }: PurgeFigures['beside'], of: (window: WindowFigures) => number): string[] {
  const [was, is, then] = [of(before), of(meanwhile), of(after)];
  return [figure(was), figure(is), figure(then), percentChange((was + then) / 2, is)];
}

function percentChange(before: number, after: number): string {
  const percent = Math.round((after / before - 1) * 100);
  return `${percent > 0 ? '+' : ''}${percent} %`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
