import { Fragment, type ReactNode } from 'react';
import { ColumnHeader, type TableSort } from './column-header.tsx';
import classes from './data-table.module.css';

export interface Column<Row> {
  key: string;
  header: string;
  /** In place of the words, for instance what chooses every row; the words stay its name. */
  head?: ReactNode;
  cell: (row: Row) => ReactNode;
  /** A column of buttons: its header is for those who hear the page. */
  isActions?: boolean;
  /** A column of checkboxes. */
  isSelect?: boolean;
  /** A column of numbers, which line up at their end. */
  isNumeric?: boolean;
}

interface DataTableProps<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** What stands below a row that is open, over the whole width; `null` for one that is closed. */
  detailOf?: ((row: Row) => ReactNode) | undefined;
  sort?: TableSort | undefined;
}

/** A table that becomes a list of cards where the screen is narrow. The roles keep it a table for assistive technology there too. */
export function DataTable<Row>({ label, columns, rows, rowKey, detailOf, sort }: DataTableProps<Row>) {
  return (
    <table role="table" aria-label={label} className={classes['table']}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <ColumnHeader key={column.key} column={column} sort={sort} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <Fragment key={rowKey(row)}>
            <tr role="row">
              {columns.map((column) => (
                <td
                  key={column.key}
                  role="cell"
                  data-label={column.header}
                  data-select={column.isSelect === true ? true : undefined}
                  data-actions={column.isActions === true ? true : undefined}
                  data-numeric={column.isNumeric === true ? true : undefined}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
            <DetailRow span={columns.length}>{detailOf?.(row)}</DetailRow>
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function DetailRow({ span, children }: { span: number; children: ReactNode }) {
  if (children === null || children === undefined) return null;
  return (
    <tr role="row" data-detail>
      <td role="cell" colSpan={span} aria-colspan={span}>
        {children}
      </td>
    </tr>
  );
}
