import type { ReactNode } from 'react';
import classes from './named-cell.module.css';

interface NamedCellProps {
  /** The link with the name. */
  children: ReactNode;
  detail?: ReactNode;
}

/** The first cell of a row: a name that leads to the thing, and a line about it. Names in another direction stay where the column begins. */
export function NamedCell({ children, detail }: NamedCellProps) {
  return (
    <div className={classes['cell']}>
      <div className={classes['name']}>
        <bdi>{children}</bdi>
      </div>
      {detail !== undefined && detail !== '' && (
        <div className={classes['detail']}>
          <bdi>{detail}</bdi>
        </div>
      )}
    </div>
  );
}
