import type { ReactNode } from 'react';
import classes from './blank-slate.module.css';

/** What stands where a list has nothing to show. */
export function BlankSlate({ title, children, actions }: { title: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <div className={classes['slate']}>
      <p className={classes['title']}>{title}</p>
      <p className={classes['text']}>{children}</p>
      {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
    </div>
  );
}
