import type { ReactNode } from 'react';
import classes from './notice.module.css';

interface NoticeProps {
  tone: 'info' | 'warning' | 'danger';
  title?: string;
  role?: 'alert' | 'status';
  children: ReactNode;
}

/** A boxed message inside a page. */
export function Notice({ tone, title, role, children }: NoticeProps) {
  return (
    <div className={classes['notice']} data-tone={tone} role={role}>
      {title !== undefined && <p className={classes['title']}>{title}</p>}
      {children}
    </div>
  );
}
