import { GROWTH_NAMES, type GrowthFigures } from '../growth/measure-growth.ts';
import { figure, markdownTable } from './markdown-table.ts';

const PURGED = { slots: 'short-lived artefacts, slot by slot', rows: 'families and refresh tokens, row by row, the first minute' };

export function growthTables({ size, megabytes, fill_seconds, flows, p99_before_ms, purges }: GrowthFigures): string {
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
    `The purge, beside 32 code flows in flight, whose p99 was ${figure(p99_before_ms)} ms before:`,
    markdownTable(
      ['', 'rows', 'seconds', 'p99 ms meanwhile', 'change'],
      purges.map(({ purged, deleted, seconds, p99_during_ms }) => [
        PURGED[purged],
        count(deleted),
        figure(seconds),
        figure(p99_during_ms),
        percentChange(p99_before_ms, p99_during_ms),
      ]),
    ),
  ].join('\n\n');
}

function percentChange(before: number, after: number): string {
  const percent = Math.round((after / before - 1) * 100);
  return `${percent > 0 ? '+' : ''}${percent} %`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
