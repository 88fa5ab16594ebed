import type { StorageFigures, TableGrowth } from '../measure-storage.ts';
import { markdownTable } from './markdown-table.ts';

/** What stays, and what goes by itself, of each operation. */
export function storageTable(figures: readonly StorageFigures[]): string {
  const rows = figures.map(({ title, tables }) => {
    const [rings, lasting] = [tables.filter(({ is_ring }) => is_ring), tables.filter(({ is_ring }) => !is_ring)];
    return [title, bytesOf(lasting), rowsOf(lasting), bytesOf(rings), rowsOf(rings)];
  });
  return markdownTable(['Once', 'stays, bytes', 'rows', 'goes within hours, bytes', 'rows'], rows);
}

function bytesOf(tables: readonly TableGrowth[]): string {
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  return tables.length === 0 ? '' : Math.round(bytes).toLocaleString('en');
}

function rowsOf(tables: readonly TableGrowth[]): string {
  return tables.map(({ table, rows }) => `${rows.toFixed(rows < 0.95 ? 2 : 0)} ${table}`).join(', ');
}
