import type { ReactNode } from 'react';
import classes from './table-frame.module.css';

/** The card around a table that stands on a page by itself. */
export function TableFrame({ children }: { children: ReactNode }) {
  return <div className={classes['frame']}>{children}</div>;
}
