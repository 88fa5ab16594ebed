import type { StatementFigures } from '../count-statements.ts';
import { markdownTable } from './markdown-table.ts';

export function statementsTable(figures: readonly StatementFigures[]): string {
  const rows = figures.map(({ title, statements, round_trips }) => [title, String(statements), String(round_trips)]);
  return markdownTable(['Lone operation', 'statements', 'round trips before the answer'], rows);
}
