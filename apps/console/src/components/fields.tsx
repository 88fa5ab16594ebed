import type { ReactNode } from 'react';
import classes from './fields.module.css';

/** Fields under each other, or two abreast where there is room. */
export function Fields({ columns = 1, children }: { columns?: 1 | 2; children: ReactNode }) {
  return (
    <div className={classes['fields']} data-columns={columns}>
      {children}
    </div>
  );
}
