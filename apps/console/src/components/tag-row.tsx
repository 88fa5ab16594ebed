import type { ReactNode } from 'react';
import classes from './tag-row.module.css';

export function TagRow({ children }: { children: ReactNode }) {
  return <div className={classes['row']}>{children}</div>;
}
