import type { StartFigures } from '../measure-start.ts';
import type { PageWeight } from '../weigh-pages.ts';
import { figure, markdownTable } from './markdown-table.ts';

export function startTables({ starts, pages }: { starts: readonly StartFigures[]; pages: readonly PageWeight[] }): string {
  const startRows = starts.map((one) => [one.storage, ...[one.first_ms, one.warm_ms, one.idle_mb].map(figure)]);
  const pageRows = pages.map((one) => [one.page, figure(one.bytes / 1024), String(one.requests), figure(one.cpu_ms)]);
  return [
    markdownTable(['Start', 'first, ms', 'warm, ms', 'idle RSS, MB'], startRows),
    markdownTable(['Page', 'KB over the wire', 'requests', 'CPU ms of the page'], pageRows),
  ].join('\n\n');
}
